using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace FinTracer.Tests.Architecture;

/// <summary>The design's rules on what may use what, held by the compiled assembly and by its sources.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Folders of Core in the order of the way; one may use those before it and itself.</summary>
    static readonly string[] Order = ["Capture", "Decoding", "Segments", "Flows", "Tracking", "Verdicts", "Findings"];

    /// <summary>
    /// Decoding makes segments, so it may use the value it makes; segments name the frame they came in, and nothing else of what stands before.
    /// </summary>
    static readonly HashSet<(string From, string To)> Exceptions = [("Decoding", "Segments")];

    static readonly Regex Used = new(@"\bFinTracer\.(?<folder>[A-Z]\w+)", RegexOptions.CultureInvariant);

    /// <summary>
    /// What Core must not touch: the machine's clock, its environment and its console. (Random is allowed: it seeds the flow table's hash against
    /// flooding, and the property tests hold that no report depends on it.)
    /// </summary>
    static readonly string[] Forbidden =
    [
        "System.Console", "System.Environment", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.TimeProvider",
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Guid::NewGuid", "System.Runtime.InteropServices.Marshal",
    ];

    [Fact]
    public void A_folder_of_Core_uses_only_those_before_it()
    {
        List<string> wrong = [];
        foreach (var (path, text) in CoreSources.Read().Where(file => file.Path.Contains('/', StringComparison.Ordinal)))
        {
            string from = path.Split('/')[0];
            int own = Array.IndexOf(Order, from);
            Assert.True(own >= 0, $"{path}: a folder that the design does not know");
            wrong.AddRange(Used.Matches(WithoutComments(text))
                .Select(match => match.Groups["folder"].Value)
                .Where(to => Array.IndexOf(Order, to) > own && !Exceptions.Contains((from, to)))
                .Distinct()
                .Select(to => $"{path} uses {to}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var (path, text) in CoreSources.Read())
        {
            string folder = Path.GetDirectoryName(path)!.Replace('/', '.').Replace('\\', '.');
            string wanted = folder.Length == 0 ? "namespace FinTracer;" : $"namespace FinTracer.{folder};";
            Assert.True(text.Contains(wanted, StringComparison.Ordinal), $"{path}: {wanted} is missing");
        }
    }

    [Fact]
    public void Core_references_no_package() =>
        Assert.All(CoreAssembly.Read().References, name => Assert.StartsWith("System", name, StringComparison.Ordinal));

    [Fact]
    public void Core_has_no_console_no_clock_and_no_environment() =>
        Assert.DoesNotContain(CoreAssembly.Read().ReferencedTypes, type => Forbidden.Contains(type));

    [Fact]
    public void No_file_of_Core_has_a_name_that_says_nothing() =>
        Assert.DoesNotContain(CoreSources.Read(), file => Regex.IsMatch(Path.GetFileNameWithoutExtension(file.Path), "Manager|Helper|Util|Processor"));

    /// <summary>The compiler itself calls MemoryMarshal, so this one is held by the sources.</summary>
    [Fact]
    public void Core_reads_octets_without_casts() =>
        Assert.DoesNotContain(CoreSources.Read(), file => Regex.IsMatch(WithoutComments(file.Text), @"\bunsafe\b|MemoryMarshal|\bMarshal\."));

    static string WithoutComments(string text) => Regex.Replace(text, "//.*", "");
}
