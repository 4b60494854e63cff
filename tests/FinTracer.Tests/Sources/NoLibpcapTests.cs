using System;
using System.IO;
using System.Linq;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>Where libpcap is not installed saved captures are read all the same, and what does need it says so. Its files are hidden by mounts that only the program sees.</summary>
public sealed class NoLibpcapTests
{
    const string HowToInstall = "libpcap is not installed (Debian and Ubuntu: apt install libpcap0.8; Windows: npcap.com)";

    [Fact]
    public void A_capture_gives_the_same_report()
        => Assert.Equal((0, Fintracer.Run("analyze", "captures/fin-lost/server.pcap").Output, ""), Run("analyze", "captures/fin-lost/server.pcap"));

    [Theory]
    [InlineData(2, "fintracer: a filter needs libpcap: ", "analyze", "-f", "port 80", "captures/fin-lost/server.pcap")]
    [InlineData(3, "fintracer: ", "interfaces")]
    [InlineData(3, "fintracer: ", "live", "-i", "lo")]
    public void What_needs_it_names_the_package(int exit, string before, params string[] arguments)
        => Assert.Equal((exit, "", before + HowToInstall + "\n"), Run(arguments));

    [Fact]
    public void Of_a_file_that_only_libpcap_could_know_it_says_that_nobody_asked_libpcap()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("foreign", "0123456789abcdef0123456789abcdef"u8.ToArray());
        string ours = $"fintracer: {path}: not a capture that FinTracer or libpcap knows: neither pcap, pcapng nor snoop";

        Assert.Equal((3, "", $"{ours}; whether libpcap knows it cannot be told: {HowToInstall}\n"), Run("analyze", path));
        Assert.Equal((3, "", $"{ours}, and libpcap does not know it\n"), Fintracer.Run("analyze", path));
    }

    static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        Needs.That(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root on Linux can hide a library");
        Needs.Programs("unshare", "mount");
        // One level deep: Debian's folder for the architecture, and no links that lead round in a circle.
        string[] libraries = [.. Directory.EnumerateFiles("/usr/lib", "libpcap.so*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true })];
        Needs.That(libraries.Length > 0, "libpcap is not installed, so it cannot be hidden");
        string hide = string.Concat(libraries.Select(library => $"mount --bind /dev/null '{library}' && "));
        return Fintracer.RunUnder("unshare", ["-m", "sh", "-c", hide + "exec \"$@\"", "sh"], arguments);
    }
}
