using FinTracer.Findings;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The words of the report's contract. No switch here has a default arm: a member added to one of these enumerations stops the build
/// until it has its word, and a word once given stays.
/// </summary>
static class Words
{
    public static string Of(Role role) => role switch
    {
        Role.Initiator => "initiator",
        Role.Responder => "responder",
    };

    public static string Of(CloseKind kind) => kind switch
    {
        CloseKind.Open => "open",
        CloseKind.NotEstablished => "not_established",
        CloseKind.Refused => "refused",
        CloseKind.HalfClosed => "half_closed",
        CloseKind.Graceful => "graceful",
        CloseKind.Simultaneous => "simultaneous",
        CloseKind.Aborted => "aborted",
        CloseKind.AbortedAfterFin => "aborted_after_fin",
    };

    /// <summary>Null where nobody closed first, or it cannot be said.</summary>
    public static string? Of(ActiveCloser closer) => closer switch
    {
        ActiveCloser.None => null,
        ActiveCloser.Initiator => "initiator",
        ActiveCloser.Responder => "responder",
        ActiveCloser.Both => "both",
    };

    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Ambiguous => "ambiguous",
        Confidence.Likely => "likely",
        Confidence.Certain => "certain",
    };

    public static string Of(Vantage vantage) => vantage switch
    {
        Vantage.Unknown => "unknown",
        Vantage.Initiator => "initiator",
        Vantage.Middle => "middle",
        Vantage.Responder => "responder",
    };

    public static string Of(TimeWaitEnding ending) => ending switch
    {
        TimeWaitEnding.Open => "open",
        TimeWaitEnding.Expired => "expired",
        TimeWaitEnding.Reused => "reused",
        TimeWaitEnding.Assassinated => "assassinated",
        TimeWaitEnding.NeverKept => "never_kept",
    };

    public static string Of(ResetMode mode) => mode switch
    {
        ResetMode.Unknown => "unknown",
        ResetMode.Active => "active",
        ResetMode.Passive => "passive",
    };

    public static string Of(ResetCause cause) => cause switch
    {
        ResetCause.Unknown => "unknown",
        ResetCause.Refused => "refused",
        ResetCause.UnexpectedSynAck => "unexpected_syn_ack",
        ResetCause.Abort => "abort",
        ResetCause.DataCrossedFin => "data_crossed_fin",
        ResetCause.DataAfterClose => "data_after_close",
        ResetCause.FinWait2Expired => "fin_wait_2_expired",
        ResetCause.LateData => "late_data",
        ResetCause.LateDuplicate => "late_duplicate",
        ResetCause.LateFin => "late_fin",
        ResetCause.LateAck => "late_ack",
        ResetCause.TimeWaitNotKept => "time_wait_not_kept",
        ResetCause.TimeWaitAssassination => "time_wait_assassination",
        ResetCause.SynInTimeWait => "syn_in_time_wait",
        ResetCause.HalfOpen => "half_open",
        ResetCause.ChallengeAckAnswer => "challenge_ack_answer",
        ResetCause.BadHandshakeAck => "bad_handshake_ack",
        ResetCause.Injected => "injected",
        ResetCause.PreviousIncarnation => "previous_incarnation",
    };

    /// <summary>Null where packets cannot tell.</summary>
    public static string? Of(ResetDetail detail) => detail switch
    {
        ResetDetail.None => null,
        ResetDetail.UnreadData => "unread_data",
        ResetDetail.LingerZero => "linger_zero",
        ResetDetail.KeepaliveTimeout => "keepalive_timeout",
        ResetDetail.ListenerClosed => "listener_closed",
        ResetDetail.AfterOwnFin => "after_own_fin",
    };

    public static string Of(ResetEffect effect) => effect switch
    {
        ResetEffect.Unknown => "unknown",
        ResetEffect.Nothing => "nothing",
        ResetEffect.RefusedOpen => "refused_open",
        ResetEffect.KilledConnection => "killed_connection",
        ResetEffect.KilledTimeWait => "killed_time_wait",
        ResetEffect.Challenged => "challenged",
        ResetEffect.Ignored => "ignored",
    };

    public static string Of(LateSegmentKind kind) => kind switch
    {
        LateSegmentKind.Fin => "fin",
        LateSegmentKind.RetransmittedFin => "retransmitted_fin",
        LateSegmentKind.DuplicateData => "duplicate_data",
        LateSegmentKind.NewData => "new_data",
        LateSegmentKind.PureAck => "pure_ack",
        LateSegmentKind.Syn => "syn",
        LateSegmentKind.Stray => "stray",
    };

    public static string Of(LateSegmentAnswer answer) => answer switch
    {
        LateSegmentAnswer.Nothing => "nothing",
        LateSegmentAnswer.Ack => "ack",
        LateSegmentAnswer.Rst => "rst",
    };

    /// <summary>The RFC's own names; null for <see cref="TcpState.Unknown"/>.</summary>
    public static string? Of(TcpState state) => state switch
    {
        TcpState.Unknown => null,
        TcpState.Listen => "LISTEN",
        TcpState.SynSent => "SYN-SENT",
        TcpState.SynReceived => "SYN-RECEIVED",
        TcpState.Established => "ESTABLISHED",
        TcpState.FinWait1 => "FIN-WAIT-1",
        TcpState.FinWait2 => "FIN-WAIT-2",
        TcpState.CloseWait => "CLOSE-WAIT",
        TcpState.Closing => "CLOSING",
        TcpState.LastAck => "LAST-ACK",
        TcpState.TimeWait => "TIME-WAIT",
        TcpState.Closed => "CLOSED",
    };

    public static string Of(Capture.InputProblemKind kind) => kind switch
    {
        Capture.InputProblemKind.Empty => "empty",
        Capture.InputProblemKind.NotACapture => "not_a_capture",
        Capture.InputProblemKind.Truncated => "truncated",
        Capture.InputProblemKind.Corrupt => "corrupt",
        Capture.InputProblemKind.Unreadable => "unreadable",
    };

    /// <summary>The stable names of findings.</summary>
    public static string Of(FindingCode code) => code switch
    {
        FindingCode.PortExhausted => "port-exhausted",
        FindingCode.PortExhaustionNear => "port-exhaustion-near",
        FindingCode.KeepaliveRace => "keepalive-race",
        FindingCode.CloseWaitLeak => "close-wait-leak",
        FindingCode.FinWait2PileUp => "fin-wait-2-pile-up",
        FindingCode.ServerClosesFirst => "server-closes-first",
        FindingCode.TimeWaitPileUp => "time-wait-pile-up",
        FindingCode.UnreadDataAborts => "unread-data-aborts",
        FindingCode.LingerZeroAborts => "linger-zero-aborts",
        FindingCode.Aborts => "aborts",
        FindingCode.DataAfterClose => "data-after-close",
        FindingCode.HalfOpenPeers => "half-open-peers",
        FindingCode.KeepaliveTimeouts => "keepalive-timeouts",
        FindingCode.MiddleboxResets => "middlebox-resets",
        FindingCode.Refused => "refused",
        FindingCode.SynUnanswered => "syn-unanswered",
        FindingCode.ListenerClosed => "listener-closed",
        FindingCode.AcceptQueueFull => "accept-queue-full",
        FindingCode.SynInTimeWait => "syn-in-time-wait",
        FindingCode.TimeWaitReuse => "time-wait-reuse",
        FindingCode.TimeWaitAssassination => "time-wait-assassination",
        FindingCode.TimeWaitNotKept => "time-wait-not-kept",
        FindingCode.LateSegments => "late-segments",
        FindingCode.CaptureLossy => "capture-lossy",
        FindingCode.CaptureOneSided => "capture-one-sided",
    };

    /// <summary>Names of a finding's numbers; those of durations end in <c>_s</c>, for seconds.</summary>
    public static string Of(FindingMeasure measure) => measure switch
    {
        FindingMeasure.TimeWaitsEntered => "time_waits_entered",
        FindingMeasure.PeakHeld => "peak_held",
        FindingMeasure.PeakTime => "peak_time",
        FindingMeasure.DistinctPorts => "distinct_ports",
        FindingMeasure.PortsInRange => "ports_in_range",
        FindingMeasure.ConnectsPerSecond => "connects_per_second",
        FindingMeasure.ConnectsPerSecondWhileFull => "connects_per_second_while_full",
        FindingMeasure.FullFor => "full_for_s",
        FindingMeasure.RunsOutPerSecond => "runs_out_per_second",
        FindingMeasure.IdleMedian => "idle_median_s",
        FindingMeasure.IdleLongest => "idle_longest_s",
        FindingMeasure.CrossedFin => "crossed_fin",
        FindingMeasure.WroteAfterFin => "wrote_after_fin",
        FindingMeasure.GaveUp => "gave_up",
        FindingMeasure.Since => "since",
        FindingMeasure.FirstTime => "first_time",
        FindingMeasure.Services => "services",
        FindingMeasure.ByTimestampOnly => "by_timestamp_only",
        FindingMeasure.ReusedAfterShortest => "reused_after_shortest_s",
        FindingMeasure.AnsweredByReset => "answered_by_reset",
        FindingMeasure.LatestBy => "latest_by_s",
        FindingMeasure.MissingOctets => "missing_octets",
        FindingMeasure.PayloadOctets => "payload_octets",
        FindingMeasure.DroppedBySystem => "dropped_by_system",
    };
}
