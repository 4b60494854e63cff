using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>The order in which one host sent two segments, where the order of capture is not to be trusted: the path may have let one overtake the other.</summary>
static class SendOrder
{
    const int NearbyIds = 64; // hosts that number datagrams at random do not come so near

    /// <summary>
    /// True when a FIN was sent before the recent segment of the same sender that showed it to be missing, although it was captured after that, and before every other one
    /// with numbers behind it: then it is the first transmission. Else it may be a later one that was overtaken in its turn.
    /// </summary>
    public static bool WasOvertaken(ref RecentSegments recent, in Segment fin, bool fromFirst, FrameId laterFrame)
    {
        bool found = false;
        for (int age = 0; age < recent.Count; age++)
        {
            ref RecentSegment later = ref recent[age];
            if (later.Has(RecentTraits.FromFirst) == fromFirst && later.Seq > fin.FinSeq && (later.Control & TcpControl.Rst) == 0)
            {
                if (!Precedes(fin, later))
                {
                    return false;
                }

                found |= later.Frame == laterFrame;
            }
        }

        return found;
    }

    /// <summary>By the clock in the Timestamps option (RFC 7323 §5.4), else by the IP identification of a host that counts.</summary>
    static bool Precedes(in Segment segment, in RecentSegment other) => other.Has(RecentTraits.HasTimestamps) && segment.Has(SegmentTraits.HasTimestamps)
        ? unchecked((int)(segment.TsVal - other.TsVal)) <= 0
        : other.IpId != 0 && segment.IpId != 0 && unchecked((short)(segment.IpId - other.IpId)) is < 0 and > -NearbyIds;
}
