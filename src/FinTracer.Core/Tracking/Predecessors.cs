using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Takes down what the next life of a four-tuple must remember of the one before.</summary>
static class Predecessors
{
    /// <param name="old">The earlier life.</param>
    /// <param name="syn">The segment that begins the next.</param>
    /// <param name="timeWaitNs">How long TIME-WAIT can last, nanoseconds.</param>
    public static Predecessor Of(ConnectionTrack old, in Segment syn, long timeWaitNs)
    {
        bool sameOrder = old.First.Address == syn.Source;
        return new Predecessor
        {
            Exists = true,
            Incarnation = old.Incarnation,
            FirstFrame = old.FirstFrame,
            EndTimeNs = old.Over ? old.CloseTimeNs : old.LastTimeNs,
            First = Of(sameOrder ? old.First : old.Second, syn.TimestampNs, timeWaitNs),
            Second = Of(sameOrder ? old.Second : old.First, syn.TimestampNs, timeWaitNs),
        };
    }

    static PredecessorEndpoint Of(EndpointTrack endpoint, long nowNs, long timeWaitNs) => new()
    {
        HasNext = endpoint.HasNext,
        Next = endpoint.Next,
        HasTimestamps = endpoint.UsesTimestamps,
        LastTsVal = endpoint.LastTsVal,
        HeldTimeWait = endpoint.TimeWait.RunsAt(nowNs, timeWaitNs),
    };
}
