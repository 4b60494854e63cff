using System;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// Finds the segment that a RST answers. The stack builds an answering RST from that segment alone (RFC 9293 §3.10.7.1):
/// its number is the segment's acknowledgment, or, for a segment without ACK, it acknowledges the segment's end.
/// </summary>
static class ProvokerSearch
{
    const long LeastAgeNs = 1_000_000_000; // an answer that takes longer, and ten round trips, is none
    const int RoundTripsOfAge = 10;

    public static void Find(ConnectionTrack track, ref ResetObservation reset)
    {
        ref RecentSegments recent = ref track.Recent;
        EndpointTrack sender = track.Sender(reset.FromFirst);
        bool gone = sender.IsGone || (sender.TimeWait.Entered && !sender.TimeWait.RunsAt(reset.TimeNs, track.Options.TimeWait.LengthNs));
        long roundTrip = HandshakeTimes.AssumedRoundTripTo(sender, track.Sender(!reset.FromFirst));
        long reach = HandshakeTimes.AnswerReach(roundTrip);
        long oldest = reset.TimeNs - Math.Max(LeastAgeNs, roundTrip * RoundTripsOfAge);
        int best = -1;
        int bestRank = 0;
        int candidates = 0;
        long newest = 0;
        for (int age = 0; age < recent.Count; age++)
        {
            ref RecentSegment entry = ref recent[age];
            int rank = entry.TimeNs >= oldest ? Rank(entry, reset, ref recent, age) : 0;
            if (rank == 0)
            {
                continue;
            }

            // First in, first out among equals that are near enough to be in flight; where all were held up for longer, among those of the last burst.
            if (rank > bestRank)
            {
                (best, bestRank, candidates) = (age, rank, 1);
                newest = reset.TimeNs - entry.TimeNs <= reach ? reset.TimeNs : entry.TimeNs;
            }
            else if (rank == bestRank && newest - entry.TimeNs <= reach)
            {
                best = age;
                candidates++;
            }
        }

        if (best >= 0 && (bestRank > 1 || !gone))
        {
            Take(ref recent[best], ref reset, candidates);
        }
        else if (gone && FindOriginal(ref recent, reset) is var original and >= 0)
        {
            TakeCopy(recent[original], ref reset);
            reset.OtherKindsFit = OtherKindsFit(ref recent, recent[original], reset);
        }
        else if (best >= 0)
        {
            Take(ref recent[best], ref reset, candidates);
        }
    }

    /// <summary>0: cannot be it; 1: a pure ACK; 2: something the receiver had to react to.</summary>
    static int Rank(in RecentSegment entry, in ResetObservation reset, ref RecentSegments recent, int age)
    {
        if (entry.FromFirst == reset.FromFirst || entry.Has(TcpControl.Rst) || entry.Has(RecentTraits.Answered))
        {
            return 0;
        }

        if (!Fits(entry, reset))
        {
            return 0;
        }

        if (entry.IsPureAck)
        {
            return entry.Has(RecentTraits.AnswersOddSegment) || entry.Has(RecentTraits.AfterClose) ? 2 : 1;
        }

        return WasTakenIn(entry, ref recent, age) ? 0 : 2;
    }

    static bool Fits(in RecentSegment entry, in ResetObservation reset)
    {
        if (!entry.Has(TcpControl.Ack))
        {
            return reset.HasAck && entry.NextSeq == reset.Ack && (reset.Seq.Value == 0 || !reset.SenderHasNext);
        }

        return reset.HasAck
            ? reset.Window == 0 && !reset.HasOptions && entry.Ack == reset.Seq && entry.NextSeq == reset.Ack && !entry.IsPureAck
            : entry.Ack == reset.Seq;
    }

    /// <summary>
    /// The endpoint is gone and answers something that the tap did not see: a copy of a segment seen before, made or delayed behind the tap.
    /// The RST repeats the acknowledgment of that segment, so the newest original with data or FIN that carries it is named.
    /// </summary>
    static int FindOriginal(ref RecentSegments recent, in ResetObservation reset)
    {
        for (int age = 0; age < recent.Count; age++)
        {
            ref RecentSegment entry = ref recent[age];
            if (entry.FromFirst != reset.FromFirst && !reset.HasAck && entry.Has(TcpControl.Ack) && entry.Ack == reset.Seq
                && !entry.IsPureAck && !entry.Has(TcpControl.Rst) && !entry.Has(RecentTraits.Answered))
            {
                return age;
            }
        }

        return -1;
    }

    /// <summary>A pure ACK, or a FIN beside data, carries the acknowledgment too: the copy may as well have been one of that.</summary>
    static bool OtherKindsFit(ref RecentSegments recent, in RecentSegment original, in ResetObservation reset)
    {
        for (int age = 0; age < recent.Count; age++)
        {
            ref RecentSegment entry = ref recent[age];
            bool fits = entry.FromFirst != reset.FromFirst && entry.Has(TcpControl.Ack) && entry.Ack == reset.Seq && !entry.Has(TcpControl.Rst);
            if (fits && (entry.IsPureAck || entry.Has(TcpControl.Fin) != original.Has(TcpControl.Fin)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The endpoint acknowledged the segment afterwards, so it did not answer it with a RST.</summary>
    static bool WasTakenIn(in RecentSegment entry, ref RecentSegments recent, int age)
    {
        SequenceNumber next = entry.NextSeq;
        for (int later = age - 1; later >= 0; later--)
        {
            ref RecentSegment answer = ref recent[later];
            if (answer.FromFirst != entry.FromFirst && answer.Has(TcpControl.Ack) && !answer.Has(TcpControl.Rst) && answer.Ack >= next)
            {
                return true;
            }
        }

        return false;
    }

    static void Take(ref RecentSegment entry, ref ResetObservation reset, int candidates)
    {
        entry.Traits |= RecentTraits.Answered;
        reset.HasProvoker = true;
        reset.Candidates = candidates;
        reset.ProvokerFrame = entry.Frame;
        reset.ProvokerTimeNs = entry.TimeNs;
        reset.ProvokerControl = entry.Control;
        reset.ProvokerAck = entry.Ack;
        reset.ProvokerPayload = entry.PayloadLength;
        reset.ProvokerIpId = entry.IpId;
        reset.ProvokerTraits = entry.Traits & ~RecentTraits.Answered;
    }

    static void TakeCopy(in RecentSegment original, ref ResetObservation reset)
    {
        reset.ProvokerIsUnseenCopy = true;
        reset.ProvokerFrame = original.Frame;
        reset.ProvokerControl = original.Control;
        reset.ProvokerPayload = original.PayloadLength;
        reset.ProvokerTraits = original.Traits | RecentTraits.OldNews;
    }
}
