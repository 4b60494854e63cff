using FinTracer.Segments;

namespace FinTracer.Flows;

/// <summary>Where one life of a four-tuple ends and the next begins (RFC 9293 §3.10.7.4, first and fourth checks; RFC 5961 §4).</summary>
public static class IncarnationRule
{
    const int Reach = 1 << 20;

    /// <summary>Judges a SYN or SYN-ACK against the connection that its four-tuple has.</summary>
    /// <param name="segment">The segment; its SYN bit is set.</param>
    /// <param name="sender">What is known of its sender in the present connection.</param>
    /// <param name="peer">The same of its peer.</param>
    /// <param name="gone">The present connection is over, and neither end keeps TIME-WAIT or anything else of it.</param>
    public static SynMeaning Of(in Segment segment, in NumbersInUse sender, in NumbersInUse peer, bool gone)
    {
        bool same = segment.Has(TcpControl.Ack)
            ? sender.Isn == segment.Seq || AnswersPeer(segment, sender, peer)
            : sender.Isn is { } isn ? isn == segment.Seq : FitsWhatIsThere(segment, sender, peer);
        return same ? SynMeaning.SameIncarnation : gone ? SynMeaning.NewIncarnation : SynMeaning.Attempt;
    }

    /// <summary>A SYN-ACK is an answer: it belongs to the connection whose SYN it acknowledges, data on that SYN included or not (RFC 7413).</summary>
    static bool AnswersPeer(in Segment segment, in NumbersInUse sender, in NumbersInUse peer)
    {
        if (peer.Isn is { } peerIsn && peer.Next is { } peerNext)
        {
            return (segment.Ack > peerIsn && segment.Ack <= peerNext) || (sender.Next is null && peer.OnlySentSyn);
        }

        // The capture begins in the middle of the handshake.
        return peer.Next is not { } next || next - segment.Ack is >= 0 and <= Reach;
    }

    /// <summary>The SYN itself, captured behind what followed or answered it; or one that crosses the peer's SYN.</summary>
    static bool FitsWhatIsThere(in Segment segment, in NumbersInUse sender, in NumbersInUse peer)
        => sender.Next is { } next ? next - segment.NextSeq is >= 0 and <= Reach : peer.OnlySentSyn || peer.Acked == segment.NextSeq;
}
