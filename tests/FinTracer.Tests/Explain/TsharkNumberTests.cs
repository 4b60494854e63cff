using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Reporting.Ladders;
using FinTracer.Sources;
using FinTracer.Tests.TestKit;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary>Relative numbers are those that Wireshark shows.</summary>
public sealed class TsharkNumberTests
{
    [Theory]
    [InlineData("time-wait-assassinated/middle.pcap")]
    [InlineData("data-after-close/v6/client.pcap")]
    [InlineData("half-open-data/server.pcap")]
    [InlineData("keepalive-timeout/middle.pcap")]
    [InlineData("ab-keep-alive/client.pcap.zst")]
    public void Numbers_are_those_of_tshark(string capture)
    {
        Needs.Programs("tshark");
        string path = Path.Combine(Repository.Captures, capture);
        Dictionary<long, (uint Seq, uint? Ack)> theirs = Tshark(path);
        var ours = new Numbers();
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        _ = new TracePipeline(new TraceOptions(), listener: ours).Run(source, _ => { });
        Assert.NotEmpty(ours.ByFrame);
        foreach ((long frame, (uint seq, uint? ack)) in ours.ByFrame)
        {
            Assert.Equal((frame, theirs[frame].Seq, theirs[frame].Ack), (frame, seq, ack));
        }
    }

    static Dictionary<long, (uint Seq, uint? Ack)> Tshark(string path)
    {
        string rows = Tool.Run("tshark", "-r", path, "-Y", "tcp", "-T", "fields", "-e", "frame.number", "-e", "tcp.seq", "-e", "tcp.ack", "-e", "tcp.flags.ack");
        return rows.Split('\n', System.StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\t')).ToDictionary(
            row => long.Parse(row[0], CultureInfo.InvariantCulture),
            row => (uint.Parse(row[1], CultureInfo.InvariantCulture), row[3] is "1" or "True" ? uint.Parse(row[2], CultureInfo.InvariantCulture) : (uint?)null));
    }

    /// <summary>Numbers every segment within its connection.</summary>
    sealed class Numbers : ISegmentListener
    {
        readonly Dictionary<FrameId, RelativeNumbers> _connections = [];

        public Dictionary<long, (uint Seq, uint? Ack)> ByFrame { get; } = [];

        public void Observed(in SegmentObservation observation)
        {
            if (!_connections.TryGetValue(observation.Connection, out RelativeNumbers? numbers)) { _connections.Add(observation.Connection, numbers = new()); }
            ByFrame[observation.Segment.Frame.Number] = (numbers.SeqOf(observation.Segment), numbers.AckOf(observation.Segment));
        }

        public void SynMetConnection(FrameId attempt, FrameId connection)
        {
        }
    }
}
