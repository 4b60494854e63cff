namespace FinTracer.Tracking;

/// <summary>
/// The facts of a connection that one segment can change, taken down before and after it: their difference is what the segment proved, so that a
/// listener sees exactly what tracking saw.
/// </summary>
readonly record struct TrackMoment
{
    public required TcpState SenderState { get; init; }

    public required TcpState ReceiverState { get; init; }

    bool Established { get; init; }

    bool Over { get; init; }

    int Resets { get; init; }

    int Late { get; init; }

    int SynCount { get; init; }

    long Retransmitted { get; init; }

    int Probes { get; init; }

    long Missing { get; init; }

    bool HasFin { get; init; }

    int FinRetransmissions { get; init; }

    bool ReceiverFinAcked { get; init; }

    bool SenderTimeWait { get; init; }

    bool ReceiverTimeWait { get; init; }

    int SenderRestarts { get; init; }

    int ReceiverRestarts { get; init; }

    bool ReceiverTimeWaitKilled { get; init; }

    /// <summary>The facts now, seen from the direction of a segment.</summary>
    public static TrackMoment Of(ConnectionTrack track, bool fromFirst)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        EndpointTrack receiver = track.Sender(!fromFirst);
        return new TrackMoment
        {
            SenderState = sender.State,
            ReceiverState = receiver.State,
            Established = track.Established,
            Over = track.Over,
            Resets = track.Resets.Count,
            Late = track.Late.Count,
            SynCount = sender.SynCount,
            Retransmitted = sender.Retransmitted,
            Probes = sender.UnansweredProbes,
            Missing = sender.HasNext ? sender.Gaps.MissingBelow(sender.Next) : 0,
            HasFin = sender.HasFin,
            FinRetransmissions = sender.FinRetransmissions,
            ReceiverFinAcked = receiver.FinAcked,
            SenderTimeWait = sender.TimeWait.Entered,
            ReceiverTimeWait = receiver.TimeWait.Entered,
            SenderRestarts = sender.TimeWait.Restarts,
            ReceiverRestarts = receiver.TimeWait.Restarts,
            ReceiverTimeWaitKilled = receiver.TimeWait.Killed,
        };
    }

    /// <summary>What became true between two moments.</summary>
    public SegmentFacts Since(in TrackMoment before, ObservedAs observedAs)
        => When(observedAs == ObservedAs.Duplicate, SegmentFacts.Duplicate)
        | When(observedAs == ObservedAs.Stray, SegmentFacts.Stray)
        | When(before.SynCount > 0 && SynCount > before.SynCount, SegmentFacts.SynRepeated)
        | When(Established && !before.Established, SegmentFacts.Establishes)
        | When(Retransmitted > before.Retransmitted, SegmentFacts.Retransmission)
        | When(Probes > before.Probes, SegmentFacts.KeepAliveProbe)
        | When(Missing > before.Missing, SegmentFacts.BehindGap)
        | When(Missing < before.Missing, SegmentFacts.FillsGap)
        | When(HasFin && !before.HasFin, SegmentFacts.FirstFin)
        | When(FinRetransmissions > before.FinRetransmissions, SegmentFacts.FinRepeated)
        | When(ReceiverFinAcked && !before.ReceiverFinAcked, SegmentFacts.AcknowledgesFin)
        | When(Over && !before.Over, SegmentFacts.EndsConnection)
        | When(SenderTimeWait && !before.SenderTimeWait, SegmentFacts.SenderEntersTimeWait)
        | When(ReceiverTimeWait && !before.ReceiverTimeWait, SegmentFacts.ReceiverEntersTimeWait)
        | When(SenderRestarts > before.SenderRestarts, SegmentFacts.SenderRestartsTimeWait)
        | When(ReceiverRestarts > before.ReceiverRestarts, SegmentFacts.ReceiverRestartsTimeWait)
        | When(ReceiverTimeWaitKilled && !before.ReceiverTimeWaitKilled, SegmentFacts.KillsTimeWait)
        | When(Late > before.Late, SegmentFacts.Late)
        | When(Resets > before.Resets, SegmentFacts.Reset);

    static SegmentFacts When(bool proved, SegmentFacts fact) => proved ? fact : SegmentFacts.None;
}
