using System;
using FinTracer.Capture;

namespace FinTracer.Findings;

/// <summary>
/// Connections that show one sign: how many, the first few by frame, and how long something lasted in them. The few with the smallest
/// frames of two parts are among the few of each part, so merging is exact whatever the grouping.
/// </summary>
internal sealed class SignTally(Sign sign)
{
    /// <summary>Connections kept as evidence.</summary>
    public const int Kept = 3;

    readonly FindingEvidence[] _evidence = new FindingEvidence[Kept];
    int _kept;

    public Sign Sign => sign;

    public long Count { get; private set; }

    public DurationHistogram? Durations { get; private set; }

    public ReadOnlySpan<FindingEvidence> Evidence => _evidence.AsSpan(0, _kept);

    public void Add(FrameId frame, long connection)
    {
        Count++;
        if (_kept == Kept && frame > _evidence[Kept - 1].Frame) { return; }
        Keep(new(frame, connection));
    }

    /// <summary>When it happened first, nanoseconds since the epoch; null when that was not kept.</summary>
    public long? FirstTimeNs { get; private set; }

    public void AddTime(long timeNs) => FirstTimeNs = FirstTimeNs is { } first ? Math.Min(first, timeNs) : timeNs;

    public void AddDuration(long durationNs) => (Durations ??= new()).Add(durationNs);

    public void MergeWith(SignTally other)
    {
        Count += other.Count;
        foreach (FindingEvidence evidence in other.Evidence) { Keep(evidence); }
        if (other.FirstTimeNs is { } time) { AddTime(time); }
        if (other.Durations is { } durations) { (Durations ??= new()).MergeWith(durations); }
    }

    void Keep(FindingEvidence added)
    {
        int at = _kept;
        while (at > 0 && added.IsBefore(_evidence[at - 1])) { at--; }
        if (at == Kept) { return; }
        if (_kept < Kept) { _kept++; }
        Array.Copy(_evidence, at, _evidence, at + 1, _kept - at - 1);
        _evidence[at] = added;
    }
}
