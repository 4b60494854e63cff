using System.Runtime.CompilerServices;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Gives a connection of a flow its next segment: takes out what was put away of it, counts strays and copies, tells the listener, and notes when the flow is decided now.</summary>
sealed class SegmentFeed(ColdTracks cold, FlowDeadlines deadlines, TraceResult result, ISegmentListener? listener)
{
    /// <summary>The flow's connection, or the SYN beside it, takes in a segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(Flow flow, ConnectionTrack track, in Segment segment)
    {
        if (flow.ColdRecent != Flow.NotCold && track == flow.Current)
        {
            cold.TakeRecent(flow);
        }

        ObservedAs observed = Observe(track, segment);
        result.Strays += observed == ObservedAs.Stray ? 1 : 0;
        result.DuplicateFrames += observed == ObservedAs.Duplicate ? 1 : 0;

        deadlines.Note(flow);
    }

    /// <summary>The SYN that waited for its answer met a connection that is still there: it is an event of that one (RFC 5961 §4).</summary>
    public void NoteOddSyn(ConnectionTrack current, ConnectionTrack attempt)
    {
        current.NoteOddSyn(attempt.First.SynFrame, attempt.First.SynTimeNs, current.First.Address == attempt.First.Address);
        listener?.SynMetConnection(attempt.FirstFrame, current.FirstFrame);
    }

    ObservedAs Observe(ConnectionTrack track, in Segment segment)
    {
        if (listener is null)
        {
            return track.Observe(segment);
        }

        listener.Observed(SegmentObservation.Take(track, segment, out ObservedAs observed));
        return observed;
    }
}
