using System;
using FinTracer.Capture;

namespace FinTracer.Findings;

/// <summary>The signs that connections showed. Nearly all groups show one or two kinds, so they stand in a short list.</summary>
internal struct SignTallies
{
    SignTally[]? _tallies;
    int _count;

    /// <summary>Counts a connection; returns the tally, for a duration to be added.</summary>
    public SignTally Add(Sign sign, FrameId frame, long connection)
    {
        SignTally tally = At(sign);
        tally.Add(frame, connection);
        return tally;
    }

    /// <summary>The tally of a sign, or null when no connection showed it.</summary>
    public readonly SignTally? Find(Sign sign)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_tallies![i].Sign == sign) { return _tallies[i]; }
        }
        return null;
    }

    public void MergeWith(in SignTallies other)
    {
        for (int i = 0; i < other._count; i++) { At(other._tallies![i].Sign).MergeWith(other._tallies[i]); }
    }

    /// <summary>Takes one kind of sign over.</summary>
    public void MergeWith(in SignTallies other, Sign sign)
    {
        if (other.Find(sign) is { } tally) { At(sign).MergeWith(tally); }
    }

    SignTally At(Sign sign)
    {
        if (Find(sign) is { } found) { return found; }
        if (_tallies is null) { _tallies = new SignTally[2]; }
        else if (_count == _tallies.Length) { Array.Resize(ref _tallies, _count * 2); }
        return _tallies[_count++] = new(sign);
    }
}
