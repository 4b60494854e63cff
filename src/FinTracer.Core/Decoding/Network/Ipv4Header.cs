using System;
using System.Buffers.Binary;

namespace FinTracer.Decoding.Network;

/// <summary>View of an IPv4 header with its options (RFC 791 §3.1), checked once.</summary>
internal readonly ref struct Ipv4Header
{
    const int MinLength = 20;
    const int TotalLengthOffset = 2;
    const int IdOffset = 4;
    const int FragmentOffset = 6;
    const int HopLimitOffset = 8;
    const int ProtocolOffset = 9;
    const int SourceOffset = 12;
    const int DestinationOffset = 16;
    const ushort MoreFragmentsBit = 0x2000;
    const ushort FragmentOffsetMask = 0x1FFF;

    readonly ReadOnlySpan<byte> _fixed;

    Ipv4Header(ReadOnlySpan<byte> fixedPart, int length)
    {
        _fixed = fixedPart;
        Length = length;
    }

    /// <summary>Octets of the header, options included (20 to 60).</summary>
    public int Length { get; }

    /// <summary>Octets of the whole packet; 0 where offloading left them out.</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_fixed[TotalLengthOffset..]);

    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_fixed[IdOffset..]);

    public byte TrafficClass => _fixed[1];

    public byte HopLimit => _fixed[HopLimitOffset];

    public byte Protocol => _fixed[ProtocolOffset];

    public uint Source => BinaryPrimitives.ReadUInt32BigEndian(_fixed[SourceOffset..]);

    public uint Destination => BinaryPrimitives.ReadUInt32BigEndian(_fixed[DestinationOffset..]);

    public bool MoreFragments => (FragmentField & MoreFragmentsBit) != 0;

    /// <summary>Where this packet's payload stands in its datagram, in units of 8 octets.</summary>
    public int FragmentUnit => FragmentField & FragmentOffsetMask;

    /// <summary>True for every fragment of a datagram that was split.</summary>
    public bool IsFragment => (FragmentField & (MoreFragmentsBit | FragmentOffsetMask)) != 0;

    ushort FragmentField => BinaryPrimitives.ReadUInt16BigEndian(_fixed[FragmentOffset..]);

    /// <summary>Reads the header at the cursor; false with the reason in <paramref name="fault"/>.</summary>
    public static bool TryRead(in LayerCursor cursor, out Ipv4Header header, out Layer fault)
    {
        header = default;
        if (cursor.Rest.Length < MinLength)
        {
            fault = cursor.TooShortFor(MinLength);
            return false;
        }
        int length = (cursor.Rest[0] & 0x0F) * 4; // IHL counts 32-bit words
        fault = Layer.Malformed;
        if (cursor.Rest[0] >> 4 != 4 || length < MinLength)
        {
            return false;
        }
        if (cursor.Rest.Length < length)
        {
            fault = cursor.TooShortFor(length);
            return false;
        }
        header = new Ipv4Header(cursor.Rest[..MinLength], length);
        return header.TotalLength == 0 || header.TotalLength >= length;
    }
}
