using System;
using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Who held TIME-WAIT, from when, and how it ended.</summary>
static class TimeWaitVerdict
{
    /// <summary>What a host takes to act on a segment it has received: the capture may be that much ahead of, or behind, its state.</summary>
    const long ProcessingNs = 1_000_000;

    /// <summary>Decides it, and writes the list where it is kept.</summary>
    public static void Write(ConnectionTrack track, Confidence close, IReadOnlyList<ResetReport> resets, long decidedAtNs, ref ShortList<TimeWaitReport> list)
    {
        ref TimeWaitFields one = ref list.BecomeOne().Fields;
        bool alone = track.IsWithItself;
        if (!Tell(track, true, close, resets, decidedAtNs, ref one))
        {
            if (alone || !Tell(track, false, close, resets, decidedAtNs, ref one))
            {
                list = default;
            }
        }
        else if (!alone)
        {
            AddSecond(track, close, resets, decidedAtNs, ref list);
        }
    }

    static void AddSecond(ConnectionTrack track, Confidence close, IReadOnlyList<ResetReport> resets, long decidedAtNs, ref ShortList<TimeWaitReport> list)
    {
        TimeWaitReport second = default;
        if (Tell(track, false, close, resets, decidedAtNs, ref second.Fields))
        {
            list = InOrder(list[0], second);
        }
    }

    static ShortList<TimeWaitReport> InOrder(TimeWaitReport a, TimeWaitReport b) => b.EnteredFrame.CompareTo(a.EnteredFrame) switch
    {
        < 0 => [b, a],
        > 0 => [a, b],
        _ => a.Holder == Role.Initiator ? [a, b] : [b, a], // one ACK can complete both in the capture: then the initiator stands first
    };

    /// <summary>Writes what there is to tell of one endpoint, all of it; false when there is nothing.</summary>
    static bool Tell(ConnectionTrack track, bool isFirst, Confidence close, IReadOnlyList<ResetReport> resets, long decidedAtNs, ref TimeWaitFields report)
    {
        EndpointTrack holder = track.Sender(fromFirst: isFirst);
        EndpointTrack peer = track.Sender(fromFirst: !isFirst);
        if (holder.TimeWait.Entered)
        {
            Write(track, isFirst, holder.TimeWait, LatestEntry(holder.TimeWait, holder, peer), close, decidedAtNs, ref report);
            return true;
        }

        if (LikelyEntered(track, holder, peer))
        {
            TimeWaitTrack facts = holder.TimeWait;
            facts.Enter(holder.FinAckedFrame, holder.FinAckedTimeNs, Math.Max(holder.FinAckedTimeNs, peer.FinTimeNs), holder.LastTsVal, byOwnAck: false);
            Write(track, isFirst, facts, LatestEntry(facts, holder, peer), close.AtMost(Confidence.Likely), decidedAtNs, ref report);
            return true;
        }

        return resets.Count > 0 && TellNeverKept(ConnectionVerdict.RoleOf(track, isFirst), resets, ref report);
    }

    static void Write(ConnectionTrack track, bool isFirst, in TimeWaitTrack facts, long? latestEntryNs, Confidence confidence, long decidedAtNs, ref TimeWaitFields report)
    {
        TimeWaitProfile profile = track.Options.TimeWait;
        long expires = facts.RestartedTimeNs + profile.LengthNs;
        long latest = latestEntryNs ?? facts.EnteredTimeNs;
        long expiresLatest = facts.RestartedTimeNs + (facts.Restarts == 0 ? latest - facts.EnteredTimeNs : 0) + profile.LatestNs;
        TimeWaitEnding ended = facts.Killed ? TimeWaitEnding.Assassinated
            : facts.Reused ? TimeWaitEnding.Reused
            : decidedAtNs >= expiresLatest ? TimeWaitEnding.Expired
            : TimeWaitEnding.Open;
        report.Holder = ConnectionVerdict.RoleOf(track, isFirst);
        report.EnteredFrame = facts.EnteredFrame;
        report.EnteredTimeNs = facts.EnteredTimeNs;
        report.EarliestTimeNs = Math.Min(facts.EarliestTimeNs, facts.EnteredTimeNs);
        report.LatestTimeNs = latestEntryNs;
        report.Confidence = confidence;
        report.Restarts = facts.Restarts;
        report.Ended = ended;
        report.EndedFrame = facts.EndedFrame;
        report.EndedTimeNs = ended switch
        {
            TimeWaitEnding.Assassinated or TimeWaitEnding.Reused => facts.EndedTimeNs,
            TimeWaitEnding.Expired => expires,
            TimeWaitEnding.Open or TimeWaitEnding.NeverKept => null,
        };
        report.ExpiresTimeNs = expires;
        report.ExpiresLatestTimeNs = expiresLatest;
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

    static bool TellNeverKept(Role role, IReadOnlyList<ResetReport> resets, ref TimeWaitFields report)
    {
        for (int i = 0; i < resets.Count; i++)
        {
            ResetReport reset = resets[i];
            if (reset.Cause == ResetCause.TimeWaitNotKept && reset.From == role)
            {
                report = new TimeWaitFields
                {
                    Holder = role,
                    Confidence = reset.Confidence,
                    Ended = TimeWaitEnding.NeverKept,
                    EndedFrame = reset.Frame,
                    EndedTimeNs = reset.TimeNs,
                };
                return true;
            }
        }

        return false;
    }
}
