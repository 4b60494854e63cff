using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;
using FinTracer.Sources;
using FinTracer.Tests.Reporting;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.Truth;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary>Listening changes nothing: the same reports come with a listener and without, and it hears every segment once, in order.</summary>
public sealed class ListenerTests
{
    public static TheoryData<string> Stories => [.. Recording.Stories];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_listener_changes_no_report(string story)
    {
        string path = Path.Combine(Repository.Captures, story, "middle.pcap");
        Needs.That(File.Exists(path), "this story has no capture in the middle");
        var heard = new Heard();
        List<ConnectionReport> with = [];
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        TraceResult result = new TracePipeline(new TraceOptions(), listener: heard).Run(source, with.Add);
        Assert.Equal(Writing.Ndjson(Recording.Trace(path)), Writing.Ndjson(with));
        Assert.Equal(result.Segments, heard.Segments);
    }

    sealed class Heard : ISegmentListener
    {
        FrameId _last;

        public long Segments { get; private set; }

        public void Observed(in SegmentObservation observation)
        {
            Assert.True(_last < observation.Segment.Frame, "out of order");
            _last = observation.Segment.Frame;
            Segments++;
        }

        public void SynMetConnection(FrameId attempt, FrameId connection)
        {
        }
    }
}
