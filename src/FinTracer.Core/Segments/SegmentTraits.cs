using System;

namespace FinTracer.Segments;

/// <summary>Yes-or-no facts of a segment beside its control bits.</summary>
[Flags]
public enum SegmentTraits : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The Timestamps option is present (RFC 7323 §3).</summary>
    HasTimestamps = 1,

    /// <summary>At least one SACK block is present (RFC 2018 §3).</summary>
    HasSack = 2,

    /// <summary>The Window Scale option is present (RFC 7323 §2).</summary>
    HasWindowScale = 4,

    /// <summary>SACK-permitted is present (RFC 2018 §2).</summary>
    SackPermitted = 8,

    /// <summary>Any option octet other than end and no-operation is present.</summary>
    HasOptions = 16,

    /// <summary>The TCP checksum was computed over the whole segment and is wrong. Common where offloading fills it in later.</summary>
    BadChecksum = 32,

    /// <summary>The option list broke off or contradicted itself; what stood before the damage was read.</summary>
    BadOptions = 64,

    /// <summary>Put together from IP fragments.</summary>
    Reassembled = 128,

    /// <summary>The packet's octets were not all captured (snap length); the lengths are still those of the wire.</summary>
    Cut = 256,

    /// <summary>Longer than the IP header can say: left whole by segmentation or receive offload, so captured at an endpoint.</summary>
    Offloaded = 512,

    /// <summary>An MPTCP option is present (RFC 8684).</summary>
    HasMptcp = 1024,
}
