using FinTracer.Segments;

namespace FinTracer.Flows;

/// <summary>Where one life of a four-tuple ends and the next begins (RFC 9293 §3.10.7.4, first and fourth checks; RFC 5961 §4).</summary>
public static class IncarnationRule
{
    /// <summary>Judges a SYN or SYN-ACK against the connection that its four-tuple has.</summary>
    /// <param name="segment">The segment; its SYN bit is set.</param>
    /// <param name="senderIsn">ISN of the sender in the present connection; null when its SYN was not captured.</param>
    /// <param name="senderNext">The number that the sender would use next; null when it has sent nothing.</param>
    /// <param name="peerNext">The same of its peer.</param>
    /// <param name="peerOnlySentSyn">The peer has sent a SYN and nothing else: the SYNs cross (RFC 9293 §3.5, figure 7).</param>
    /// <param name="gone">The present connection is over, and neither end keeps TIME-WAIT or anything else of it.</param>
    public static SynMeaning Of(
        in Segment segment, SequenceNumber? senderIsn, SequenceNumber? senderNext, SequenceNumber? peerNext, bool peerOnlySentSyn, bool gone)
    {
        if (senderIsn is { } isn)
        {
            if (isn == segment.Seq)
            {
                return SynMeaning.SameIncarnation;
            }
        }
        else if (FitsWhatIsThere(segment, senderNext, peerNext, peerOnlySentSyn))
        {
            return SynMeaning.SameIncarnation;
        }

        return gone ? SynMeaning.NewIncarnation : SynMeaning.Attempt;
    }

    static bool FitsWhatIsThere(in Segment segment, SequenceNumber? senderNext, SequenceNumber? peerNext, bool peerOnlySentSyn)
    {
        if (segment.Has(TcpControl.Ack))
        {
            // A SYN-ACK is an answer: it belongs to the connection whose SYN it acknowledges.
            return peerNext is null || segment.Ack == peerNext.Value || (senderNext is { } next && segment.NextSeq == next);
        }

        // The SYN itself, captured behind what followed it.
        return senderNext is { } first ? segment.NextSeq == first : peerOnlySentSyn;
    }
}
