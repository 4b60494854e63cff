using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>What is left to report when the input has ended, by first frame: connections, and SYNs that still wait for their answer beside one.</summary>
sealed class LeftAtEnd
{
    readonly List<(long Id, Flow Flow)> _flows = [];
    int _taken;

    /// <summary>A flow that is left.</summary>
    public void Add(Flow flow)
    {
        _flows.Add((flow.CurrentId, flow));
        if (flow.Attempt is { Challenged: false } attempt)
        {
            flow.Current!.NoteNextLife(attempt);
            _flows.Add((attempt.Id, flow));
        }
    }

    /// <summary>All are there.</summary>
    public void Sort() => _flows.Sort(static (a, b) => a.Id.CompareTo(b.Id));

    /// <summary>The number of the connection <paramref name="count"/> places on; that of the last when fewer are left; null when none is.</summary>
    public long? IdAhead(int count) => _taken < _flows.Count ? _flows[Math.Min(_taken + count, _flows.Count) - 1].Id : null;

    /// <summary>The next one with a number up to <paramref name="id"/>; <paramref name="attempt"/> when it is the SYN beside the flow's connection, which has left by then.</summary>
    public bool TryTake(long id, [NotNullWhen(true)] out Flow? flow, out ConnectionTrack? attempt)
    {
        (flow, attempt) = (null, null);
        if (_taken == _flows.Count || _flows[_taken].Id > id)
        {
            return false;
        }

        (long next, flow) = _flows[_taken++];
        attempt = flow.Attempt?.Id == next ? flow.Attempt : null;
        return true;
    }
}
