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

        if (segment.Has(TcpControl.Fin))
        {
            return sender.HasFin && segment.FinSeq == sender.FinSeq ? LateSegmentShape.RetransmittedFin : LateSegmentShape.Fin;
        }

        return OfData(segment.PayloadLength, (traits & RecentTraits.OldNews) != 0);
    }

    /// <summary>The same for the segment that provoked a RST, of which less is kept.</summary>
    public static LateSegmentShape OfProvoker(in ResetObservation reset, EndpointTrack sender)
    {
        bool fin = (reset.ProvokerControl & TcpControl.Fin) != 0;
        if (fin)
        {
            return sender.HasFin && sender.FinFrame != reset.ProvokerFrame ? LateSegmentShape.RetransmittedFin : LateSegmentShape.Fin;
        }

        return OfData(reset.ProvokerPayload, (reset.ProvokerTraits & RecentTraits.OldNews) != 0);
    }

    static LateSegmentShape OfData(int payload, bool old)
        => payload == 0 ? LateSegmentShape.PureAck : old ? LateSegmentShape.DuplicateData : LateSegmentShape.NewData;
}
