using System;
using System.Buffers.Binary;

namespace FinTracer.Decoding.Network;

/// <summary>View of the fixed IPv6 header (RFC 8200 §3), checked once.</summary>
internal readonly ref struct Ipv6Header
{
    public const int Length = 40;
    const int PayloadLengthOffset = 4;
    const int NextHeaderOffset = 6;
    const int HopLimitOffset = 7;
    const int SourceOffset = 8;
    const int DestinationOffset = 24;

    readonly ReadOnlySpan<byte> _octets;

    Ipv6Header(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Octets behind this header; 0 for a jumbo payload, or where offloading left them out.</summary>
    public int PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_octets[PayloadLengthOffset..]);

    public byte NextHeader => _octets[NextHeaderOffset];

    public byte HopLimit => _octets[HopLimitOffset];

    public byte TrafficClass => (byte)(BinaryPrimitives.ReadUInt16BigEndian(_octets) >> 4);

    public uint FlowLabel => BinaryPrimitives.ReadUInt32BigEndian(_octets) & 0x000F_FFFF;

    public UInt128 Source => BinaryPrimitives.ReadUInt128BigEndian(_octets[SourceOffset..]);

    public UInt128 Destination => BinaryPrimitives.ReadUInt128BigEndian(_octets[DestinationOffset..]);

    /// <summary>Reads the header at the cursor; false with the reason in <paramref name="fault"/>.</summary>
    public static bool TryRead(in LayerCursor cursor, out Ipv6Header header, out Layer fault)
    {
        header = default;
        if (cursor.Rest.Length < Length)
        {
            fault = cursor.TooShortFor(Length);
            return false;
        }
        fault = Layer.Malformed;
        header = new Ipv6Header(cursor.Rest[..Length]);
        return cursor.Rest[0] >> 4 == 6;
    }
}
