using System;
using System.Diagnostics.CodeAnalysis;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>What is left to report when the input has ended, by first frame: connections, and SYNs that still wait for their answer beside one.</summary>
sealed class LeftAtEnd
{
    // Apart: by numbers alone they are put in order in a third of the time, for which nothing else can be done.
    long[] _ids = [];
    Flow[] _flows = [];
    int _count;
    int _taken;

    /// <summary>Makes room for so many flows; for a SYN beside one there is more when it is needed.</summary>
    public void Expect(int flows) => (_ids, _flows) = (new long[flows], new Flow[flows]);

    /// <summary>A flow that is left.</summary>
    public void Add(Flow flow)
    {
        Add(flow.CurrentId, flow);
        if (flow.Attempt is { Challenged: false } attempt)
        {
            flow.Current!.NoteNextLife(attempt);
            Add(attempt.Id, flow);
        }
    }

    /// <summary>All are there.</summary>
    public void Sort() => Array.Sort(_ids, _flows, 0, _count);

    /// <summary>The number of the connection <paramref name="count"/> places on; that of the last when fewer are left; null when none is.</summary>
    public long? IdAhead(int count) => _taken < _count ? _ids[Math.Min(_taken + count, _count) - 1] : null;

    /// <summary>The next one with a number up to <paramref name="id"/>; <paramref name="attempt"/> when it is the SYN beside the flow's connection, which has left by then.</summary>
    public bool TryTake(long id, [NotNullWhen(true)] out Flow? flow, out ConnectionTrack? attempt)
    {
        (flow, attempt) = (null, null);
        if (_taken == _count || _ids[_taken] > id)
        {
            return false;
        }

        flow = _flows[_taken];
        attempt = flow.Attempt?.Id == _ids[_taken++] ? flow.Attempt : null;
        return true;
    }

    void Add(long id, Flow flow)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(1, _count * 2));
            Array.Resize(ref _flows, _ids.Length);
        }

        (_ids[_count], _flows[_count]) = (id, flow);
        _count++;
    }
}
