using System;
using System.Runtime.CompilerServices;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>When a connection is decided if nothing more of it comes: a function of its own facts, whatever the clock says.</summary>
sealed class DecisionTimes(TrackingOptions options)
{
    /// <summary>Frames may come a little out of order; nobody is forgotten before that has passed. Nanoseconds.</summary>
    public const long ClockSlackNs = 5_000_000_000;

    readonly long _tombstoneNs = Math.Max(options.TombstoneNs, options.TimeWait.LatestNs + ClockSlackNs);

    /// <summary>
    /// The moment a flow is decided, nanoseconds since the epoch; <see cref="long.MaxValue"/> while it lives. With a SYN that waits for its answer, both lives must
    /// be: an idle connection does not end because somebody sent a SYN in its name.
    /// </summary>
    public long Of(Flow flow)
    {
        long current = flow.Current is { } track ? Of(track) : flow.ColdDeadlineNs;
        return flow.Attempt is { } attempt ? Math.Max(current, Of(attempt)) : current;
    }

    /// <summary>The moment a connection is decided; <see cref="long.MaxValue"/> while it lives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Of(ConnectionTrack track)
        => track.Over ? track.LastTimeNs + _tombstoneNs
            : track.Established ? long.MaxValue
            : track.LastTimeNs + options.UnestablishedIdleNs;
}
