using System;

namespace FinTracer.Decoding.Network;

/// <summary>What a segment keeps of the IP header it came in.</summary>
internal struct IpFacts
{
    /// <summary>Source address; IPv4 as IPv4-mapped IPv6.</summary>
    public UInt128 Source;

    /// <summary>Final destination (behind a routing header its last hop); IPv4 as IPv4-mapped IPv6.</summary>
    public UInt128 Destination;

    /// <summary>IPv6 flow label, 20 bits.</summary>
    public uint FlowLabel;

    /// <summary>IPv4 identification.</summary>
    public ushort Id;

    /// <summary>Time to live or hop limit.</summary>
    public byte HopLimit;

    /// <summary>Type of service or traffic class.</summary>
    public byte TrafficClass;

    /// <summary>True for IPv6, which alone cannot be told from the addresses (an IPv6 packet may carry IPv4-mapped ones).</summary>
    public bool IsIpv6;

    /// <summary>The header's length field could not say the length (0, or a jumbo payload).</summary>
    public bool Offloaded;
}
