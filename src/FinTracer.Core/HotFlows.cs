using System.Collections.Generic;

namespace FinTracer;

/// <summary>
/// Flows whose connection is at hand in full, and which of them are put away when they are too many: those that have been quiet for longest (second-chance rule).
/// Putting a connection away, and taking it out again for a late segment or for the next life of its four-tuple, costs more than all its segments do.
/// </summary>
/// <param name="cold">Where they are put.</param>
/// <param name="atHand">See <see cref="TraceOptions.AtHand"/>.</param>
sealed class HotFlows(ColdTracks cold, int atHand)
{
    readonly Queue<Flow> _flows = new();

    /// <summary>A flow whose connection has begun, or was taken out.</summary>
    public void Add(Flow flow)
    {
        flow.Stirred = true;
        if (!flow.Listed) // else it left the table, serves another four-tuple, and has its old place still
        {
            flow.Listed = true;
            _flows.Enqueue(flow);
        }
    }

    /// <summary>
    /// Puts away, of those that are too many, what has not stirred since it was last looked at. It shows in no report when, or whether, that happens. Each flow is looked at
    /// once at most, and again only when it has stirred, or has something to say that must be said first: so it costs no more than the segments did.
    /// </summary>
    public void PutAway()
    {
        for (int unseen = _flows.Count; unseen > 0 && _flows.Count > atHand; unseen--)
        {
            Flow flow = _flows.Dequeue();
            if (flow.Current is not { } track)
            {
                flow.Listed = false; // left the table
            }
            else if (!flow.Stirred && flow is { Attempt: null, Watch: not { Changed: true } } && track.Id > 0)
            {
                flow.Listed = false;
                cold.Put(flow);
            }
            else
            {
                flow.Stirred = false;
                _flows.Enqueue(flow);
            }
        }
    }
}
