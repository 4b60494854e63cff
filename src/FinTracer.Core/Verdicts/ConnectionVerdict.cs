using System;
using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>From facts to the report: every verdict is a pure function of one connection's track and the moment it was decided.</summary>
static class ConnectionVerdict
{
    /// <summary>Decides a connection.</summary>
    /// <param name="track">The facts.</param>
    /// <param name="decidedAtNs">Capture time at which the connection was decided: nothing later is known.</param>
    /// <param name="evicted">It left to make room.</param>
    /// <param name="place">Where the report is written; what stood there is of no account.</param>
    /// <param name="revision">See <see cref="ConnectionReport.Revision"/>.</param>
    /// <param name="final">See <see cref="ConnectionReport.Final"/>.</param>
    public static void Write(ConnectionTrack track, long decidedAtNs, bool evicted, ref ConnectionReport place, int revision = 0, bool final = true)
    {
        EndpointTrack initiator = track.Sender(fromFirst: track.InitiatorIsFirst);
        EndpointTrack responder = track.Sender(fromFirst: !track.InitiatorIsFirst);
        IReadOnlyList<ResetReport> resets = ResetVerdict.All(track);
        ref ConnectionFields report = ref place.Fields;
        CloseVerdict.Write(track, initiator, responder, resets, decidedAtNs, evicted, ref report.Close.Fields);
        TimeWaitVerdict.Write(track, report.Close.Fields.Confidence, resets, decidedAtNs, ref report.TimeWait);
        report.Id = track.Id;
        report.Incarnation = track.Incarnation;
        report.Initiator = initiator.Address;
        report.Responder = responder.Address;
        report.InitiatorKnown = track.InitiatorKnown;
        report.FirstFrame = track.FirstFrame;
        report.LastFrame = track.LastFrame;
        report.FirstTimeNs = track.FirstTimeNs;
        report.LastTimeNs = track.LastTimeNs;
        report.Established = track.Established;
        report.Vantage = VantageVerdict.Of(track, initiator, responder);
        report.InitiatorSent = Counts(initiator, responder);
        report.ResponderSent = track.IsWithItself ? default : Counts(responder, initiator); // once: it stands with the initiator
        report.Resets = resets;
        report.ResetCount = track.Resets.Count;
        report.LateSegments = LateVerdict.Of(track, resets);
        report.LateSegmentCount = track.Late.Count;
        report.InitiatorState = FinalState(initiator, report.TimeWait, RoleOf(track, initiator));
        report.ResponderState = FinalState(responder, report.TimeWait, RoleOf(track, responder));
        report.Reuse = ReuseVerdict.Of(track);
        report.NextLifeFrame = track.NextLifeFrame;
        report.Evicted = evicted;
        report.Revision = revision;
        report.Final = final;
    }

    /// <summary>
    /// The moment of decision, nanoseconds since the epoch, from which a report of the same facts would say something else: a TIME-WAIT that was open has expired by
    /// then, and of an open connection it is told how long it has been silent. <see cref="long.MaxValue"/> when time changes nothing.
    /// </summary>
    public static long HoldsUntil(in ConnectionReport report, long decidedAtNs)
    {
        if (report.Fields.Close.Fields.Kind == CloseKind.Open)
        {
            return decidedAtNs;
        }

        long until = long.MaxValue;
        for (int i = 0; i < report.Fields.TimeWait.Count; i++)
        {
            if (report.Fields.TimeWait.At(i).Fields is { Ended: TimeWaitEnding.Open, ExpiresLatestTimeNs: { } expires })
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

    static TcpState FinalState(EndpointTrack endpoint, in ShortList<TimeWaitReport> timeWait, Role role)
    {
        for (int i = 0; i < timeWait.Count; i++)
        {
            ref readonly TimeWaitFields entry = ref timeWait.At(i).Fields;
            if (entry.Holder == role && endpoint.State is TcpState.TimeWait or TcpState.FinWait2 && entry.Ended != TimeWaitEnding.NeverKept)
            {
                return entry.Ended == TimeWaitEnding.Open ? TcpState.TimeWait : TcpState.Closed;
            }
        }

        return endpoint.State;
    }
}
