using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Scripting;
using FinTracer.Tests.TestKit.Wire;
using Xunit;

namespace FinTracer.Tests.TestKitTests;

/// <summary>The reader of scripts refuses what is wrong: a test kit that accepts anything proves nothing.</summary>
public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("+0 > F. 1:4(2) ack 1", 1)]                       // does not add up
    [InlineData("\n+0 > F. 1:1(0)", 2)]                           // '.' without ack
    [InlineData("+0 > F 1:1(0) ack 1", 1)]                        // ack without '.'
    [InlineData("+0 ? F. 1:1(0) ack 1", 1)]
    [InlineData("+0 > X. 1:1(0) ack 1", 1)]
    [InlineData("+0 > F. 1:1(0) ack 1 window 3", 1)]
    [InlineData("+x > F. 1:1(0) ack 1", 1)]
    [InlineData("hello", 1)]
    [InlineData("+0 > S 0:0(0) @a\n+0 > S 0:0(0) @a", 2)]         // label twice
    [InlineData("+0 > S 0:0(0)\nexpect kind gracefull", 2)]
    [InlineData("+0 > S 0:0(0)\nexpect rst @none cause abort", 2)]
    [InlineData("+0 > S 0:0(0) @a\nexpect rst @a cause", 2)]
    [InlineData("+0 > S 0:0(0) @a\nexpect states CLOSED FIN-WAIT-3", 2)]
    [InlineData("end +1\n+0 > S 0:0(0)", 2)]
    public void A_wrong_script_is_refused_with_its_line(string text, int line)
    {
        var error = Assert.Throws<ScriptException>(() => ScriptReader.Read("wrong", text));
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Numbers_times_and_captured_frames_come_out_as_written()
    {
        var script = ScriptReader.Read("numbers", """
            isn > 4294967295
            isn < 7
            timestamps on
            +1     >  S   0:0(0)
            +0.5   <x S.  0:0(0) ack 1
            +0     >  PF. 1:4(3) ack 1 win 9
            +0     <  R   1:1(0)
            """);
        var segments = script.Segments;
        Assert.Equal(3, segments.Count);
        Assert.Equal(ScriptReader.StartNs + 1_500_000_000, segments[1].TimestampNs);
        Assert.Equal(new SequenceNumber(0), segments[1].Seq);
        Assert.Equal(new SequenceNumber(8), segments[1].Ack);
        Assert.Equal(new SequenceNumber(3), segments[1].FinSeq);
        Assert.Equal(101_500u, segments[1].TsVal);
        Assert.Equal(901_500u, segments[1].TsEcr);
        Assert.Equal((ushort)9, segments[1].Window);
        Assert.Equal(2, segments[1].Frame.Number);
        Assert.Equal((ushort)0, segments[2].IpId);
        Assert.False(segments[2].Has(SegmentTraits.HasTimestamps));
    }

    [Fact]
    public void Every_script_can_be_read() => Assert.All(Play.Names(), name => Assert.NotEmpty(Play.Load(name).Expectations));

    /// <summary>tshark is asked whether the frames of every script are what the script says; it also checks the checksums.</summary>
    [Fact]
    public void Tshark_reads_the_frames_of_every_script_as_written()
    {
        Needs.Programs("tshark");
        string folder = Directory.CreateTempSubdirectory("fintracer-scripts").FullName;
        try
        {
            // One file for all, so that tshark starts once.
            PacketScript[] scripts = [.. Play.Names().Select(Play.Load).Where(s => s is { Link: LinkType.Ethernet, Cut: 0 })];
            string path = Path.Combine(folder, "scripts.pcap");
            File.WriteAllBytes(path, PcapWriter.Write(LinkType.Ethernet, scripts.SelectMany(ScriptFrames.Of)));
            string output = Tool.Run(
                "tshark", "-r", path, "-Y", "tcp", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-T", "fields",
                "-e", "tcp.seq_raw", "-e", "tcp.ack_raw", "-e", "tcp.len", "-e", "tcp.flags", "-e", "tcp.checksum.status", "-e", "ip.checksum.status");
            var wanted = scripts.SelectMany(s => s.Segments).Select(
                s => $"{s.Seq}\t{s.Ack}\t{s.PayloadLength}\t0x{(int)s.Control:x4}\t1\t{(s.Source.IsIpv4 ? "1" : "")}");
            Assert.Equal(wanted, output.Split('\n', System.StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
