using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>What a user would use instead, where it is installed.</summary>
internal static class Contenders
{
    /// <summary>The name of the measure that ratios are taken against.</summary>
    public const string Reference = "tcpdump -w /dev/null";

    const string File = Contender.FileMark;

    static readonly (string Name, string Program, string[] Arguments, string[] VersionArguments)[] Known =
    [
        ("true (starting a process)", "true", [], ["--version"]),
        ("cat", "cat", [File], ["--version"]),
        (Reference, "tcpdump", ["-r", File, "-w", "/dev/null"], ["--version"]),
        ("argus", "argus", ["-X", "-r", File, "-w", "/dev/null"], ["-h"]),
        ("tcptrace", "tcptrace", ["-n", File], ["-v"]),
        ("tshark -z conv,tcp", "tshark", ["-n", "-q", "-r", File, "-z", "conv,tcp"], ["--version"]),
    ];

    /// <summary>Those installed.</summary>
    public static IEnumerable<Contender> Installed() =>
        from known in Known let path = Tool.Find(known.Program) where path is not null select new Contender(known.Name, [path, .. known.Arguments]);

    /// <summary>The programs that are missing.</summary>
    public static IEnumerable<string> Missing() => from known in Known where Tool.Find(known.Program) is null select known.Program;

    /// <summary>Versions of those installed, as they tell them.</summary>
    public static IEnumerable<string> Versions() =>
        from known in Known.Skip(1) let path = Tool.Find(known.Program) where path is not null select Tool.Version(path, known.VersionArguments);

    /// <summary>One build of FinTracer, in both forms of report.</summary>
    public static IEnumerable<Contender> FinTracer(FinTracerBuild build)
    {
        yield return new Contender($"{build.Name}, table", [.. build.Command, "analyze", File]);
        yield return new Contender($"{build.Name}, NDJSON", [.. build.Command, "analyze", File, "--format", "ndjson"]);
    }
}
