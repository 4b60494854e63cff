using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>What a late segment carried, told by the facts.</summary>
static class LateShapes
{
    public static LateSegmentShape Of(in Segment segment, EndpointTrack sender, RecentTraits traits)
    {
        if (segment.Has(TcpControl.Syn))
        {
            return LateSegmentShape.Syn;
        }

        if (segment.Has(TcpControl.Fin) && sender.HasFin && segment.FinSeq == sender.FinSeq)
        {
            return LateSegmentShape.RetransmittedFin;
        }

        return OfData(segment.PayloadLength, (traits & RecentTraits.OldNews) != 0);
    }

    /// <summary>The same for the segment that provoked a RST, of which less is kept.</summary>
    public static LateSegmentShape OfProvoker(in ResetObservation reset, EndpointTrack sender)
    {
        bool fin = (reset.ProvokerControl & TcpControl.Fin) != 0;
        if (fin && sender.HasFin && sender.FinFrame != reset.ProvokerFrame)
        {
            return LateSegmentShape.RetransmittedFin;
        }

        if (fin && reset.ProvokerPayload == 0)
        {
            return LateSegmentShape.NewData; // a first FIN: new in sequence space
        }

        return OfData(reset.ProvokerPayload, (reset.ProvokerTraits & RecentTraits.OldNews) != 0);
    }

    /// <summary>An ACK that was itself an answer is no late segment.</summary>
    public static bool IsAnswer(RecentTraits traits) => (traits & RecentTraits.AnswersOddSegment) != 0;

    static LateSegmentShape OfData(int payload, bool old)
        => payload == 0 ? LateSegmentShape.PureAck : old ? LateSegmentShape.DuplicateData : LateSegmentShape.NewData;
}
