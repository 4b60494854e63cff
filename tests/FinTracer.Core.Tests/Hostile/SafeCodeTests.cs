using System.Linq;
using System.Security;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>The library that takes hostile octets apart is safe code: a mistake in it is an exception, never a write where it pleases.</summary>
public sealed class SafeCodeTests
{
    /// <summary>The compiler marks every assembly that was built with /unsafe.</summary>
    [Fact]
    public void Core_is_compiled_without_unsafe_code()
    {
        Assert.Empty(typeof(TracePipeline).Assembly.Modules.SelectMany(module => module.GetCustomAttributes(typeof(UnverifiableCodeAttribute), inherit: false)));
        Assert.DoesNotContain(typeof(TracePipeline).Assembly.GetReferencedAssemblies(), name => name.Name == "System.Runtime.CompilerServices.Unsafe");
    }
}
