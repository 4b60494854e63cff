using System;
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

    [Fact]
    public void Times_before_the_epoch_are_kept()
    {
        using var octets = new MemoryStream();
        var writer = new FinTracer.Sources.CommentedPcapngWriter(octets, "test");
        var captured = new CaptureInterface(0, LinkType.Ethernet, 65_535, "odd\u0001name");
        long[] times = [-1, 0, -86_400_000_000_007, 1_732_425_600_123_456_789];
        foreach (long time in times) { writer.Write(new Frame { TimestampNs = time, Data = new byte[] { 1, 2, 3 }, WireLength = 9 }, captured, ["a", "b"]); }
        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(octets.ToArray()), new CaptureInput("copy"))!;
        foreach (long time in times)
        {
            Assert.True(reader.TryRead(out Frame frame));
            Assert.Equal((time, 9u, "1,2,3"), (frame.TimestampNs, frame.WireLength, string.Join(',', frame.Data.ToArray())));
        }
        Assert.Empty(reader.Input.Problems);
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

    static void RequireTshark() => Assert.SkipUnless(Tool.Exists("tshark"), "tshark is not installed.");

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
