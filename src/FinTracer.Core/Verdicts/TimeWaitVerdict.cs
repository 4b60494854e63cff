using System;
using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Who held TIME-WAIT, from when, and how it ended.</summary>
static class TimeWaitVerdict
{
    /// <summary>What a host takes to act on a segment it has received: the capture may be that much ahead of, or behind, its state.</summary>
    const long ProcessingNs = 1_000_000;

    public static ShortList<TimeWaitReport> Of(ConnectionTrack track, Confidence close, IReadOnlyList<ResetReport> resets, long decidedAtNs)
    {
        TimeWaitReport? first = OfEndpoint(track, true, close, decidedAtNs) ?? NeverKept(track, resets, true);
        TimeWaitReport? second = track.IsWithItself ? null : OfEndpoint(track, false, close, decidedAtNs) ?? NeverKept(track, resets, false);
        return (first, second) switch
        {
            (null, null) => [],
            ({ } one, null) => [one],
            (null, { } one) => [one],
            ({ } a, { } b) => InOrder(a, b),
        };
    }

    static ShortList<TimeWaitReport> InOrder(TimeWaitReport a, TimeWaitReport b) => b.EnteredFrame.CompareTo(a.EnteredFrame) switch
    {
        < 0 => [b, a],
        > 0 => [a, b],
        _ => a.Holder == Role.Initiator ? [a, b] : [b, a], // one ACK can complete both in the capture: then the initiator stands first
    };

    static TimeWaitReport? OfEndpoint(ConnectionTrack track, bool isFirst, Confidence close, long decidedAtNs)
    {
        EndpointTrack holder = track.Sender(fromFirst: isFirst);
        EndpointTrack peer = track.Sender(fromFirst: !isFirst);
        TimeWaitTrack facts = holder.TimeWait;
        Confidence confidence = close;
        if (!facts.Entered)
        {
            if (!LikelyEntered(track, holder, peer))
            {
                return null;
            }

            facts.Enter(holder.FinAckedFrame, holder.FinAckedTimeNs, Math.Max(holder.FinAckedTimeNs, peer.FinTimeNs), holder.LastTsVal, byOwnAck: false);
            confidence = close.AtMost(Confidence.Likely);
        }

        TimeWaitProfile profile = track.Options.TimeWait;
        long expires = facts.RestartedTimeNs + profile.LengthNs;
        long latest = LatestEntry(facts, holder, peer) ?? facts.EnteredTimeNs;
        long expiresLatest = facts.RestartedTimeNs + (facts.Restarts == 0 ? latest - facts.EnteredTimeNs : 0) + profile.LatestNs;
        TimeWaitEnding ended = facts.Killed ? TimeWaitEnding.Assassinated
            : facts.Reused ? TimeWaitEnding.Reused
            : decidedAtNs >= expiresLatest ? TimeWaitEnding.Expired
            : TimeWaitEnding.Open;
        return new TimeWaitReport
        {
            Holder = ConnectionVerdict.RoleOf(track, isFirst),
            EnteredFrame = facts.EnteredFrame,
            EnteredTimeNs = facts.EnteredTimeNs,
            EarliestTimeNs = Math.Min(facts.EarliestTimeNs, facts.EnteredTimeNs),
            LatestTimeNs = LatestEntry(facts, holder, peer),
            Confidence = confidence,
            Restarts = facts.Restarts,
            Ended = ended,
            EndedFrame = facts.EndedFrame,
            EndedTimeNs = ended switch
            {
                TimeWaitEnding.Assassinated or TimeWaitEnding.Reused => facts.EndedTimeNs,
                TimeWaitEnding.Expired => expires,
                TimeWaitEnding.Open or TimeWaitEnding.NeverKept => null,
            },
            ExpiresTimeNs = expires,
            ExpiresLatestTimeNs = expiresLatest,
        };
    }

    /// <summary>
    /// The FINs crossed, its own is acknowledged, and nothing it sent shows whether the peer's arrived; but the peer never repeated that FIN, which a lost one is
    /// (RFC 6298 §5.4), and it says nothing that lacks it.
    /// </summary>
    static bool LikelyEntered(ConnectionTrack track, EndpointTrack holder, EndpointTrack peer)
        => track.WasNotReset && holder is { HasFin: true, FinAcked: true, AckedPeerFin: false } && holder.FinAckedFrame.IsSome
            && peer is { HasFin: true, FinRetransmissions: 0 } && !holder.KnewPeerFin(peer) && !peer.KnewPeerFin(holder)
            && holder.LastTimeNs <= holder.FinAckedTimeNs;

    /// <summary>
    /// The holder's own ACK was sent as it entered, so it entered before the ACK passed the tap. In a simultaneous close the entry shows in an ACK
    /// on its way to the holder: it arrives within the round trip from the tap, if the handshake showed that.
    /// </summary>
    static long? LatestEntry(in TimeWaitTrack facts, EndpointTrack holder, EndpointTrack peer)
    {
        if (facts.ByOwnAck)
        {
            return facts.EnteredTimeNs + ProcessingNs;
        }

        return HandshakeTimes.RoundTripTo(holder, peer) is { } roundTrip ? facts.EnteredTimeNs + roundTrip + ProcessingNs : null;
    }

    static TimeWaitReport? NeverKept(ConnectionTrack track, IReadOnlyList<ResetReport> resets, bool isFirst)
    {
        Role role = ConnectionVerdict.RoleOf(track, isFirst);
        for (int i = 0; i < resets.Count; i++)
        {
            ResetReport reset = resets[i];
            if (reset.Cause == ResetCause.TimeWaitNotKept && reset.From == role)
            {
                return new TimeWaitReport
                {
                    Holder = role,
                    EnteredFrame = default,
                    EnteredTimeNs = null,
                    EarliestTimeNs = null,
                    LatestTimeNs = null,
                    Confidence = reset.Confidence,
                    Restarts = 0,
                    Ended = TimeWaitEnding.NeverKept,
                    EndedFrame = reset.Frame,
                    EndedTimeNs = reset.TimeNs,
                    ExpiresTimeNs = null,
                    ExpiresLatestTimeNs = null,
                };
            }
        }

        return null;
    }
}
