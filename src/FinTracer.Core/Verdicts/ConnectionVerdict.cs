using System;
using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>From facts to the report: every verdict is a pure function of one connection's track and the moment it was decided.</summary>
static class ConnectionVerdict
{
    /// <param name="track">The facts.</param>
    /// <param name="decidedAtNs">Capture time at which the connection was decided: nothing later is known.</param>
    /// <param name="evicted">It left to make room.</param>
    /// <param name="revision">See <see cref="ConnectionReport.Revision"/>.</param>
    /// <param name="final">See <see cref="ConnectionReport.Final"/>.</param>
    public static ConnectionReport Of(ConnectionTrack track, long decidedAtNs, bool evicted, int revision = 0, bool final = true)
    {
        EndpointTrack initiator = track.Sender(fromFirst: track.InitiatorIsFirst);
        EndpointTrack responder = track.Sender(fromFirst: !track.InitiatorIsFirst);
        IReadOnlyList<ResetReport> resets = ResetVerdict.All(track);
        CloseReport close = CloseVerdict.Of(track, initiator, responder, resets, decidedAtNs, evicted);
        ShortList<TimeWaitReport> timeWait = TimeWaitVerdict.Of(track, close.Confidence, resets, decidedAtNs);
        return new ConnectionReport
        {
            Id = track.Id,
            Incarnation = track.Incarnation,
            Initiator = initiator.Address,
            Responder = responder.Address,
            InitiatorKnown = track.InitiatorKnown,
            FirstFrame = track.FirstFrame,
            LastFrame = track.LastFrame,
            FirstTimeNs = track.FirstTimeNs,
            LastTimeNs = track.LastTimeNs,
            Established = track.Established,
            Vantage = VantageVerdict.Of(track, initiator, responder),
            InitiatorSent = Counts(initiator, responder),
            ResponderSent = track.IsWithItself ? default : Counts(responder, initiator), // once: it stands with the initiator
            Close = close,
            TimeWait = timeWait,
            Resets = resets,
            ResetCount = track.Resets.Count,
            LateSegments = LateVerdict.Of(track, resets),
            LateSegmentCount = track.Late.Count,
            InitiatorState = FinalState(initiator, timeWait, RoleOf(track, initiator)),
            ResponderState = FinalState(responder, timeWait, RoleOf(track, responder)),
            Reuse = ReuseVerdict.Of(track),
            NextLifeFrame = track.NextLifeFrame,
            Evicted = evicted,
            Revision = revision,
            Final = final,
        };
    }

    /// <summary>
    /// The moment of decision, nanoseconds since the epoch, from which a report of the same facts would say something else: a TIME-WAIT that was open has expired by
    /// then, and of an open connection it is told how long it has been silent. <see cref="long.MaxValue"/> when time changes nothing.
    /// </summary>
    public static long HoldsUntil(in ConnectionReport report, long decidedAtNs)
    {
        if (report.Close.Kind == CloseKind.Open)
        {
            return decidedAtNs;
        }

        long until = long.MaxValue;
        for (int i = 0; i < report.TimeWait.Count; i++)
        {
            if (report.TimeWait[i] is { Ended: TimeWaitEnding.Open, ExpiresLatestTimeNs: { } expires })
            {
                until = Math.Min(until, expires);
            }
        }

        return until;
    }

    /// <summary>The role of the endpoint that sent the connection's first captured segment, or of the other.</summary>
    public static Role RoleOf(ConnectionTrack track, bool first) => first == track.InitiatorIsFirst ? Role.Initiator : Role.Responder;

    static Role RoleOf(ConnectionTrack track, EndpointTrack endpoint) => RoleOf(track, ReferenceEquals(endpoint, track.First));

    static SenderCounts Counts(EndpointTrack sender, EndpointTrack peer) => new(
        sender.Segments, sender.PayloadBytes, sender.Retransmitted, sender.DuplicateFrames, peer.HasAcked ? sender.MissingBelow(peer.HighestAck) : 0);

    static TcpState FinalState(EndpointTrack endpoint, ShortList<TimeWaitReport> timeWait, Role role)
    {
        for (int i = 0; i < timeWait.Count; i++) // by index: an enumerator of an interface is garbage
        {
            TimeWaitReport entry = timeWait[i];
            if (entry.Holder == role && endpoint.State is TcpState.TimeWait or TcpState.FinWait2 && entry.Ended != TimeWaitEnding.NeverKept)
            {
                return entry.Ended == TimeWaitEnding.Open ? TcpState.TimeWait : TcpState.Closed;
            }
        }

        return endpoint.State;
    }
}
