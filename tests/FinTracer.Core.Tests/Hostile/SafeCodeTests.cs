using System.Linq;
using System.Security;
using System.Text.RegularExpressions;
using FinTracer.Tests.Architecture;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>The library that takes hostile octets apart is safe code: a mistake in it is an exception, never a write where it pleases.</summary>
public sealed class SafeCodeTests
{
    // What gets around the checks of spans and arrays without the keyword. BitCast does not: it takes values of equal size only, and copies.
    static readonly Regex Unchecked = new(@"\bUnsafe\.(?!BitCast)|\bMemoryMarshal\.|\bNativeMemory\b|\bMarshal\.|\bGCHandle\b|\bSkipLocalsInit\b", RegexOptions.CultureInvariant);

    /// <summary>The compiler marks every assembly that was built with /unsafe.</summary>
    [Fact]
    public void Core_is_compiled_without_unsafe_code()
    {
        Assert.Empty(typeof(TracePipeline).Assembly.Modules.SelectMany(module => module.GetCustomAttributes(typeof(UnverifiableCodeAttribute), inherit: false)));
        Assert.DoesNotContain(typeof(TracePipeline).Assembly.GetReferencedAssemblies(), name => name.Name == "System.Runtime.CompilerServices.Unsafe");
    }

    [Fact]
    public void Core_calls_nothing_that_checks_nothing() =>
        Assert.Empty(CoreSources.Read().SelectMany(file => Unchecked.Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));
}
