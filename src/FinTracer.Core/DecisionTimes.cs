using System;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>When a connection is decided if nothing more of it comes: a function of its own facts, whatever the clock says.</summary>
sealed class DecisionTimes(TrackingOptions options)
{
    /// <summary>Frames may come a little out of order; nobody is forgotten before that has passed. Nanoseconds.</summary>
    public const long ClockSlackNs = 5_000_000_000;

    readonly long _tombstoneNs = Math.Max(options.TombstoneNs, options.TimeWait.LatestNs + ClockSlackNs);

    /// <summary>The moment a flow is decided, nanoseconds since the epoch; <see cref="long.MaxValue"/> while it lives.</summary>
    public long Of(Flow flow) => (flow.Attempt ?? flow.Current) is { } track ? Of(track) : flow.ColdDeadlineNs;

    /// <summary>The moment a connection is decided; <see cref="long.MaxValue"/> while it lives.</summary>
    public long Of(ConnectionTrack track)
        => track.Over ? track.LastTimeNs + _tombstoneNs
            : track.Established ? long.MaxValue
            : track.LastTimeNs + options.UnestablishedIdleNs;
}
