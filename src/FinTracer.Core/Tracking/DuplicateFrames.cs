using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// Tells a segment that was captured twice (both legs of a bridge, <c>any</c>, a mirror port, several VLANs) from one that was sent twice.
/// </summary>
static class DuplicateFrames
{
    /// <summary>What a segment is to the ones before it.</summary>
    public enum Copy
    {
        /// <summary>No copy of any.</summary>
        None,

        /// <summary>A copy that another interface, VLAN or hop saw: one segment on the wire.</summary>
        OtherTap,

        /// <summary>A copy seen at the same place: the network may have delivered the segment twice.</summary>
        SameTap,
    }

    const int Depth = 8;

    /// <summary>
    /// Whether one of the last segments is the same one, and was captured at the same tap. A host gives a retransmission a new IP identification; so equal non-zero ids prove a copy.
    /// Id 0 (and IPv6) proves nothing: then a copy shows by the place it was seen at, another interface, VLAN or hop.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Copy Find(ref RecentSegments recent, in Segment segment, uint signature, bool fromFirst, long windowNs) =>
        recent.MayHold(signature) ? Look(ref recent, segment, fromFirst, windowNs) : Copy.None; // nearly always none

    static Copy Look(ref RecentSegments recent, in Segment segment, bool fromFirst, long windowNs)
    {
        int depth = recent.Count < Depth ? recent.Count : Depth;
        for (int age = 0; age < depth; age++)
        {
            ref RecentSegment earlier = ref recent[age];
            if (earlier.Seq == segment.Seq && earlier.FromFirst == fromFirst && IsCopy(earlier, segment, windowNs))
            {
                return earlier.PlaceMark == segment.PlaceMark && !SeenAtAnotherHop(earlier, segment) ? Copy.SameTap : Copy.OtherTap;
            }
        }

        return Copy.None;
    }

    /// <summary>A router between the two copies took one off the hop limit. RSTs repeat by nature, and forged ones have any hop limit: for them exactly one.</summary>
    static bool SeenAtAnotherHop(in RecentSegment earlier, in Segment segment)
    {
        int hops = System.Math.Abs(earlier.HopLimit - segment.HopLimit);
        return segment.Has(TcpControl.Rst) ? hops == 1 : hops != 0;
    }

    static bool IsCopy(in RecentSegment earlier, in Segment segment, long windowNs)
    {
        if (earlier.Ack != segment.Ack || earlier.PayloadLength != segment.PayloadLength || earlier.Control != segment.Control
            || earlier.TsVal != segment.TsVal || earlier.IpId != segment.IpId || System.Math.Abs(segment.TimestampNs - earlier.TimeNs) > windowNs)
        {
            return false;
        }

        return segment.IpId != 0 || earlier.PlaceMark != segment.PlaceMark || SeenAtAnotherHop(earlier, segment);
    }
}
