using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Bridges;

/// <summary>Which frames each connection of a capture took in.</summary>
sealed class OwnedFrames : ISegmentListener
{
    readonly Dictionary<FrameId, SortedSet<FrameId>> _frames = [];
    readonly Dictionary<FrameId, FrameId> _met = [];

    /// <summary>The connections, in the order in which they were reported.</summary>
    public List<ConnectionReport> Reports { get; } = [];

    /// <summary>Frames of one connection, in order.</summary>
    public IReadOnlyCollection<FrameId> Of(ConnectionReport connection) => _frames[connection.FirstFrame];

    /// <summary>Analyses inputs as the program does.</summary>
    public static OwnedFrames Trace(params string[] inputs)
    {
        var owned = new OwnedFrames();
        using IFrameSource source = FinTracer.Sources.InputSet.Open(FinTracer.Sources.InputSet.Expand(inputs));
        new TracePipeline(new TraceOptions(), new FinTracer.Sources.PacketDotNetLinkDecoder(), owned).Run(source, owned.Reports.Add);
        owned.GiveOddSynsToWhomTheyMet();
        return owned;
    }

    /// <inheritdoc/>
    public void Observed(in SegmentObservation observation)
    {
        if (!_frames.TryGetValue(observation.Connection, out SortedSet<FrameId>? frames)) { _frames.Add(observation.Connection, frames = []); }
        frames.Add(observation.Segment.Frame);
    }

    /// <inheritdoc/>
    public void SynMetConnection(FrameId attempt, FrameId connection) => _met[attempt] = connection;

    /// <summary>A SYN that met another life is an event of that, unless it was answered after all and opened the next.</summary>
    void GiveOddSynsToWhomTheyMet()
    {
        HashSet<FrameId> begun = [.. Reports.Select(report => report.FirstFrame)];
        foreach ((FrameId attempt, FrameId connection) in _met)
        {
            if (!begun.Contains(attempt)) { _frames[connection].UnionWith(_frames[attempt]); }
        }
    }
}
