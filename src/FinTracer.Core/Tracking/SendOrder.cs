using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>The order in which one host sent two segments, where the order of capture is not to be trusted: the path may have let one overtake the other.</summary>
static class SendOrder
{
    const int NearbyIds = 64; // hosts that number datagrams at random do not come so near

    /// <summary>
    /// True when <paramref name="segment"/> was sent before a recent one of the same sender although it was captured after it: by the clock in the
    /// Timestamps option (RFC 7323 §5.4), else by the IP identification of a host that counts.
    /// </summary>
    public static bool WasOvertaken(RecentSegments recent, in Segment segment, FrameId laterFrame)
    {
        for (int age = 0; age < recent.Count; age++)
        {
            ref RecentSegment later = ref recent[age];
            if (later.Frame == laterFrame)
            {
                return later.Has(RecentTraits.HasTimestamps) && segment.Has(SegmentTraits.HasTimestamps)
                    ? unchecked((int)(segment.TsVal - later.TsVal)) <= 0
                    : later.IpId != 0 && segment.IpId != 0 && unchecked((short)(segment.IpId - later.IpId)) is < 0 and > -NearbyIds;
            }
        }

        return false;
    }
}
