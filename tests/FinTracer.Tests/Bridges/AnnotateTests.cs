using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Bridges;

/// <summary><c>fintracer annotate</c>: the copy has the frames, times and interfaces of the capture, and tshark shows the comments where something was decided.</summary>
public sealed class AnnotateTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Copy => Path.Combine(_folder, "copy.pcapng");

    [Fact]
    public void The_deciding_frames_say_what_they_decided()
    {
        RequireTshark();
        Assert.Equal((0, "", ""), Fintracer.Run("annotate", "captures/data-after-close/middle.pcap", Copy));
        Dictionary<long, string> comments = Comments(Copy);
        Assert.Equal([8L, 9L, 10L, 11L], comments.Keys.Order());
        Assert.Contains("FIN of the responder 10.36.2.2:80: it closes first", comments[8], StringComparison.Ordinal);
        Assert.Contains("acknowledges the FIN of the responder 10.36.2.2:80 (frame 8)", comments[9], StringComparison.Ordinal);
        Assert.Contains("provokes the RST in frame 11: data_after_close", comments[10], StringComparison.Ordinal);
        Assert.Contains("late segment of the initiator 10.36.1.2:40001: new_data", comments[10], StringComparison.Ordinal);
        Assert.Contains("RST of the responder 10.36.2.2:80: data_after_close, answers frame 10", comments[11], StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_restart_and_end_of_TIME_WAIT_are_marked()
    {
        RequireTshark();
        Fintracer.Run("annotate", "captures/last-ack-lost/middle.pcap", Copy);
        string restarted = string.Join('\n', Comments(Copy).Values);
        Assert.Contains("enters TIME-WAIT, started again", restarted, StringComparison.Ordinal);
        Assert.Contains("sends its FIN again", restarted, StringComparison.Ordinal);
        Assert.Contains(" again", restarted, StringComparison.Ordinal);
        Fintracer.Run("annotate", "captures/time-wait-reused-by-client/middle.pcap", Copy);
        Assert.Contains("ends TIME-WAIT of the", string.Join('\n', Comments(Copy).Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("captures/ab-puzzle/server.pcap.zst")]
    [InlineData("captures/keepalive-race/v6/client.pcap")]
    public void The_copy_is_the_capture(string capture)
    {
        RequireTshark();
        Assert.Equal((0, "", ""), Fintracer.Run("annotate", capture, Copy));
        AssertSame(Path.Combine(Repository.Root, capture), Copy);
        Assert.NotEmpty(Comments(Copy));
    }

    [Fact]
    public void Interfaces_of_several_kinds_and_clocks_are_kept()
    {
        RequireTshark();
        string folder = SharedCaptures.FolderOrSkip();
        foreach (string name in File.ReadLines(Path.Combine(folder, "oracle", "INDEX.tsv")).Select(line => line.Split('\t')).Where(row => row[8] == "per-packet" || row[7].StartsWith("pcapng", StringComparison.Ordinal)).Select(row => row[0]).Take(8))
        {
            string capture = Path.Combine(folder, name);
            if (!File.Exists(capture)) { continue; }
            Assert.Equal(0, Fintracer.Run("annotate", capture, Copy).ExitCode);
            AssertSame(capture, Copy);
        }
    }

    [Fact]
    public void The_copy_gives_the_same_report()
    {
        const string Capture = "captures/keepalive-race/middle.pcap";
        Fintracer.Run("annotate", Capture, Copy);
        Assert.Equal(Fintracer.Run("analyze", Capture, "--format", "ndjson").Output, Fintracer.Run("analyze", Copy, "--format", "ndjson").Output);
    }

    [Fact]
    public void No_comment_holds_a_control_character()
    {
        Fintracer.Run("annotate", "captures/port-exhaustion/middle.pcap", Copy);
        Assert.All(CommentsOf(File.ReadAllBytes(Copy)), comment => Assert.DoesNotContain(comment, char.IsControl));
    }

    /// <summary>Two sections of either byte order, interfaces of several kinds and clocks, comments, names, secrets, statistics and another program's blocks.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pcapng_capture_stays_what_it_is_but_for_the_comments(bool bigEndian)
    {
        RequireTshark();
        string original = Path.Combine(_folder, "original.pcapng");
        File.WriteAllBytes(original, Pcapng(bigEndian));
        (int exit, _, string error) = Fintracer.Run("annotate", original, Copy);
        Assert.Equal(0, exit);
        AssertSameBlocks(original, Copy);
        AssertSame(original, Copy);
        Dictionary<long, string> comments = Comments(Copy);
        Assert.Contains("seen before, with a comma", comments[9], StringComparison.Ordinal); // the custom block is frame 1
        Assert.Contains("FIN of the responder 10.36.2.2:80: it closes first", comments[9], StringComparison.Ordinal);
        Assert.Contains("provokes the RST in frame 12: data_after_close", comments[11], StringComparison.Ordinal);
        Assert.Contains("1 frame stands in simple packet blocks", error, StringComparison.Ordinal); // frame 12 is one
    }

    [Fact]
    public void The_published_pcapng_captures_stay_what_they_are()
    {
        int captures = 0;
        foreach (string capture in Directory.EnumerateFiles(SharedCaptures.FolderOrSkip(), "*.pcapng", SearchOption.AllDirectories))
        {
            int exit = Fintracer.Run("annotate", capture, Copy).ExitCode;
            Assert.InRange(exit, 0, 1);
            if (exit == 0) { AssertSameBlocks(capture, Copy); }
            captures++;
        }
        Assert.True(captures > 20);
    }

    /// <summary>Wireshark's own tools read the copy, comments and all.</summary>
    [Fact]
    public void Capinfos_finds_nothing_wrong_with_a_copy()
    {
        Needs.Programs("capinfos");
        string original = Path.Combine(_folder, "original.pcapng");
        File.WriteAllBytes(original, Pcapng(bigEndian: true));
        Fintracer.Run("annotate", original, Copy);
        string Count(string path) => Tool.Run("capinfos", "-M", "-T", "-r", "-c", "-I", path).Split('\t', 2)[1];
        Assert.Equal(Count(original), Count(Copy));
    }

    [Fact]
    public void A_copy_on_a_terminal_is_refused()
    {
        Needs.Programs("script");
        string shown = Tool.Run("script", "-qec", $"dotnet {Path.Combine(AppContext.BaseDirectory, "fintracer.dll")} annotate {Path.Combine(Repository.Captures, "refused", "client.pcap")} -", "/dev/null");
        Assert.Contains("the copy is binary and standard output is a terminal: name a file, or send it into a pipe", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\r\r\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_work_is_refused_and_leaves_an_old_copy_alone()
    {
        File.WriteAllText(Copy, "old");
        Assert.Equal(2, Fintracer.Run("annotate", "-", Copy).ExitCode);
        Assert.Equal(3, Fintracer.Run("annotate", Path.Combine(_folder, "absent.pcap"), Copy).ExitCode);
        Assert.Equal(3, Fintracer.Run("annotate", "README.md", Copy).ExitCode);
        Assert.Equal(2, Fintracer.Run("annotate", Copy, Copy).ExitCode);
        Assert.Equal("old", File.ReadAllText(Copy));
        string cut = Path.Combine(_folder, "cut.pcap");
        File.WriteAllBytes(cut, File.ReadAllBytes(Path.Combine(Repository.Captures, "data-after-close", "middle.pcap"))[..^7]);
        var (exit, _, error) = Fintracer.Run("annotate", cut, Copy);
        Assert.Equal(1, exit);
        Assert.Contains("cut.pcap", error, StringComparison.Ordinal);
        Assert.Equal(10, CommentCapableFrames(Copy));
        Assert.Equal(2, Directory.GetFiles(_folder).Length); // no temporary file stays
    }

    /// <summary>The frames of a recorded story in a pcapng capture with all that one may hold.</summary>
    static byte[] Pcapng(bool bigEndian)
    {
        var built = new PcapngBuilder().Section(bigEndian, sectionLength: 0x1234).Interface(name: "eth0", resolution: 9).Interface(linkType: 101).Interface(linkType: 113, resolution: 6);
        built.Block(4, built.Body().UInt16(1).UInt16(9).Octets([10, 36, 1, 2]).Octets("host\0"u8).PadTo(4).UInt32(0).ToArray());
        built.Block(0x0a, built.Body().UInt32(0x544c534b).UInt32(4).Octets("CLIE"u8).UInt32(0).ToArray());
        built.Block(0xbad, built.Body().UInt32(32473).Octets("ours"u8).ToArray());
        using CaptureReader reader = CaptureFormats.Open(File.OpenRead(Path.Combine(Repository.Captures, "data-after-close", "middle.pcap")), new CaptureInput("middle"))!;
        while (reader.TryRead(out Frame frame))
        {
            byte[] data = frame.Data.ToArray();
            switch (frame.Id.Number)
            {
                case 8:
                    byte[] said = [.. PcapngBuilder.Option(bigEndian, 2, built.Body().UInt32(1).ToArray()), .. PcapngBuilder.Option(bigEndian, 1, "seen before, with a comma"u8), 0, 0, 0, 0];
                    built.Enhanced(0, (ulong)frame.TimestampNs, data, options: said);
                    break;
                case 9:
                    built.Enhanced(1, (ulong)frame.TimestampNs / 1000, data.AsSpan(14)); // raw IP, microseconds
                    break;
                case 10:
                    built.Obsolete(0, 0, (ulong)frame.TimestampNs, data);
                    break;
                case 11:
                    built.Simple(data);
                    break;
                default:
                    built.Enhanced(0, (ulong)frame.TimestampNs, data);
                    break;
            }
        }
        built.Statistics(0, 1, 2);
        return built.Section(!bigEndian).Interface(name: "other", offsetSeconds: -3_000_000_000).Enhanced(0, 5, new byte[60]).ToArray();
    }

    /// <summary>All blocks in their order, octet by octet, once our comments are taken out again.</summary>
    static void AssertSameBlocks(string original, string copy)
    {
        List<(uint Type, string Body)> expected = Blocks(File.ReadAllBytes(original)), actual = Blocks(File.ReadAllBytes(copy));
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second));
    }

    static List<(uint Type, string Body)> Blocks(byte[] octets)
    {
        var blocks = new List<(uint, string)>();
        bool big = false;
        uint Number(int at) => big ? BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(at)) : BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(at));
        for (int at = 0; at + 12 <= octets.Length;)
        {
            if (octets[at] == 0x0a && octets[at + 1] == 0x0d) { big = octets[at + 8] == 0x1a; }
            uint type = Number(at);
            int length = (int)Number(at + 4);
            Assert.Equal((uint)length, Number(at + length - 4));
            byte[] body = octets[(at + 8)..(at + length - 4)];
            if (type == 0x0a0d0d0a) { body.AsSpan(8, 8).Clear(); } // the section's length, which comments change
            if (type is 2 or 6) { body = WithoutOurComments(body, 20 + (((int)Number(at + 20) + 3) & ~3), big); }
            blocks.Add((type, Convert.ToHexString(body)));
            at += length;
        }
        return blocks;
    }

    /// <summary>An end of options that only closes our comments goes with them.</summary>
    static byte[] WithoutOurComments(byte[] body, int optionsAt, bool big)
    {
        int Number(int at) => big ? BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at)) : BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at));
        int rest = optionsAt;
        while (rest + 4 <= body.Length && Number(rest) == 1 && Encoding.UTF8.GetString(body, rest + 4, Number(rest + 2)).StartsWith("FinTracer: ", StringComparison.Ordinal))
        {
            rest += 4 + ((Number(rest + 2) + 3) & ~3);
        }
        return rest > optionsAt && rest + 4 == body.Length ? body[..optionsAt] : [.. body[..optionsAt], .. body[rest..]];
    }

    static void RequireTshark() => Needs.Programs("tshark");

    static int CommentCapableFrames(string capture)
    {
        using CaptureReader reader = CaptureFormats.Open(File.OpenRead(capture), new CaptureInput(capture))!;
        int frames = 0;
        while (reader.TryRead(out _)) { frames++; }
        return frames;
    }

    /// <summary>Number, time, lengths, interface, encapsulation and a digest of the octets of each frame, as tshark sees them.</summary>
    static void AssertSame(string capture, string copy)
    {
        string Read(string path) => Tool.Run(
            "tshark", "-r", path, "-o", "frame.generate_md5_hash:TRUE", "-T", "fields", "-e", "frame.number", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.encap_type", "-e", "frame.md5_hash");
        string expected = Read(capture);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Read(copy));
    }

    static Dictionary<long, string> Comments(string capture) => Tool.Run("tshark", "-r", capture, "-Y", "frame.comment", "-T", "fields", "-e", "frame.number", "-e", "frame.comment")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => long.Parse(fields[0], CultureInfo.InvariantCulture), fields => fields[1]);

    /// <summary>Every text in the file that begins as the comments do, to the end of its option.</summary>
    static IEnumerable<string> CommentsOf(byte[] octets)
    {
        byte[] mark = Encoding.ASCII.GetBytes("FinTracer: ");
        for (int at = octets.AsSpan().IndexOf(mark); at >= 0;)
        {
            int length = BitConverter.ToUInt16(octets, at - 2);
            yield return Encoding.UTF8.GetString(octets, at, length);
            int next = octets.AsSpan(at + length).IndexOf(mark);
            at = next < 0 ? -1 : at + length + next;
        }
    }
}
