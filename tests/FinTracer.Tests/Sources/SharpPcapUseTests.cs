using System;
using System.IO;
using System.Linq;
using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>What the program must not use of SharpPcap and PacketDotNet, whoever changes it: none of it shows in a test until it goes wrong.</summary>
public sealed class SharpPcapUseTests
{
    /// <summary>Members, and why not.</summary>
    public static TheoryData<string, string> Forbidden => new()
    {
        { "OnPacketArrival", "an exception in a callback of libpcap ends the process" },
        { "StartCapture(", "the same, on a thread of its own" },
        { ".Statistics.", "it reads the wrong members of pcap_stat on 64-bit Linux: NativeLibpcap.Statistics" },
        { "ICaptureStatistics", "the same" },
        { "RawCapture", "it forgets how long the packet was on the wire" },
        { ".Timeval", "a decimal for each packet" },
        { "OptionsCollection", "it loops for ever on an option of length 0" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_has_a_trap_is_not_used(string member, string why)
    {
        string[] users = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.Contains(member, StringComparison.Ordinal)))];
        Assert.True(users.Length == 0, $"{member} ({why}): {string.Join(", ", users)}");
    }
}
