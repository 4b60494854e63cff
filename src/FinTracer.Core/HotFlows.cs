using System.Collections.Generic;

namespace FinTracer;

/// <summary>Flows whose connection is at hand in full, and which of them can be put away.</summary>
/// <param name="cold">Where they are put.</param>
/// <param name="openAtHand">See <see cref="TraceOptions.OpenAtHand"/>.</param>
sealed class HotFlows(ColdTracks cold, int openAtHand)
{
    const int LookThrough = 16_384;

    readonly List<Flow> _flows = [];
    int _lookThroughAt = LookThrough;

    /// <summary>A flow whose connection has begun, or was taken out.</summary>
    public void Add(Flow flow)
    {
        flow.Stirred = true;
        if (_flows.Count >= _lookThroughAt)
        {
            // Where nothing is put away for long, those that left must not gather here.
            _flows.RemoveAll(static held => held.Current is null);
            _lookThroughAt = System.Math.Max(LookThrough, _flows.Count * 2);
        }

        _flows.Add(flow);
    }

    /// <summary>
    /// Puts away what has not stirred since the last call: what has ended, and beyond the limit what has not.
    /// It shows in no report when, or whether, that happens.
    /// </summary>
    public void PutAway()
    {
        int kept = 0;
        int excess = _flows.Count - openAtHand;
        for (int i = 0; i < _flows.Count; i++)
        {
            Flow flow = _flows[i];
            if (flow.Current is not { } track)
            {
                continue; // left the table
            }

            if (!flow.Stirred && flow is { Attempt: null, Watch: not { Changed: true } } && track.Id > 0 && (track.Over || excess > 0))
            {
                cold.Put(flow);
                excess--;
                continue;
            }

            flow.Stirred = false;
            _flows[kept++] = flow;
        }

        _flows.RemoveRange(kept, _flows.Count - kept);
    }
}
