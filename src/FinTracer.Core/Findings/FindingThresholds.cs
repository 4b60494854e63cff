using System.Collections.Immutable;

namespace FinTracer.Findings;

/// <summary>
/// The thresholds of all findings. Few connections are enough where each one is a fault; a share keeps out what is a rare accident among very
/// many. Durations: for <see cref="FindingCode.KeepaliveRace"/> how long the connection had been idle, for
/// <see cref="FindingCode.CloseWaitLeak"/> and <see cref="FindingCode.FinWait2PileUp"/> how long nothing was heard of it, for
/// <see cref="FindingCode.PortExhaustionNear"/> how long the rate was measured.
/// </summary>
public sealed class FindingThresholds
{
    const long Millisecond = 1_000_000;
    const long Second = 1_000_000_000;

    readonly ImmutableDictionary<FindingCode, FindingThreshold> _changed;

    FindingThresholds(ImmutableDictionary<FindingCode, FindingThreshold> changed) => _changed = changed;

    /// <summary>As they are unless changed.</summary>
    public static FindingThresholds Default { get; } = new(ImmutableDictionary<FindingCode, FindingThreshold>.Empty);

    /// <summary>The threshold for a finding.</summary>
    public FindingThreshold this[FindingCode code] => _changed.TryGetValue(code, out FindingThreshold changed) ? changed : DefaultOf(code);

    /// <summary>The same with another threshold for one finding.</summary>
    public FindingThresholds With(FindingCode code, FindingThreshold threshold) => new(_changed.SetItem(code, threshold));

    static FindingThreshold DefaultOf(FindingCode code) => code switch
    {
        FindingCode.PortExhausted => new(1, 0.98),
        FindingCode.PortExhaustionNear => new(100, 0.5, 1 * Second),
        FindingCode.KeepaliveRace => new(1, 0, 500 * Millisecond),
        FindingCode.CloseWaitLeak => new(1, 0, 10 * Second),
        FindingCode.FinWait2PileUp => new(10, 0, 10 * Second),
        FindingCode.ServerClosesFirst => new(20, 0.5),
        FindingCode.TimeWaitPileUp => new(500, 0),
        FindingCode.UnreadDataAborts => new(1, 0.001),
        FindingCode.LingerZeroAborts => new(1, 0.01),
        FindingCode.Aborts => new(1, 0.01),
        FindingCode.DataAfterClose => new(1, 0.001),
        FindingCode.HalfOpenPeers => new(1, 0),
        FindingCode.KeepaliveTimeouts => new(1, 0),
        FindingCode.MiddleboxResets => new(1, 0),
        FindingCode.Refused => new(1, 0.01),
        FindingCode.SynUnanswered => new(1, 0.01),
        FindingCode.ListenerClosed => new(1, 0),
        FindingCode.AcceptQueueFull => new(1, 0),
        FindingCode.SynInTimeWait => new(1, 0),
        FindingCode.TimeWaitReuse => new(10, 0.05),
        FindingCode.TimeWaitAssassination => new(1, 0),
        FindingCode.TimeWaitNotKept => new(1, 0),
        FindingCode.LateSegments => new(1, 0.01),
        FindingCode.CaptureLossy => new(1, 0.01),
        FindingCode.CaptureOneSided => new(1, 0.05),
    };
}
