using System;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Finds the flows of many four-tuples. Each look-up waits for memory that is mostly in no cache: done one behind the other, with nothing in between, the processor waits for several at
/// once; so it does for the facts of connections that have closed.
/// </summary>
sealed class FlowLookUp(FlowTable<Flow> flows, ColdTracks cold)
{
    long _touched; // see BlockStore.Touch and TrackTouch

    /// <summary>Puts the flow of each four-tuple into <paramref name="found"/>, null where there is none.</summary>
    public void Find(ReadOnlySpan<BatchTuple> tuples, Span<Flow?> found)
    {
        for (int i = 0; i < tuples.Length; i++)
        {
            found[i] = flows.Find(tuples[i].First, tuples[i].Second, tuples[i].Hash);
        }

        foreach (Flow? flow in found)
        {
            if (flow is { Current: null })
            {
                _touched |= cold.Touch(flow);
            }
            else if (flow is { Current: { Over: true } track })
            {
                _touched |= TrackTouch.Touch(track);
            }
        }
    }
}
