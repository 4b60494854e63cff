using System.Buffers.Binary;
using FinTracer.Decoding.Links;

namespace FinTracer.Decoding.Tunnels;

/// <summary>Generic Routing Encapsulation, version 0 (RFC 2784, RFC 2890) and PPTP's version 1 (RFC 2637 §4.1).</summary>
internal static class GreTunnel
{
    const int FixedLength = 4;
    const ushort ChecksumPresent = 0x8000;
    const ushort RoutingPresent = 0x4000;
    const ushort KeyPresent = 0x2000;
    const ushort SequencePresent = 0x1000;
    const ushort AcknowledgmentPresent = 0x0080; // version 1 only
    const ushort VersionMask = 0x0007;

    const ushort ErspanProtocol = 0x88BE;    // types I and II
    const ushort ErspanIIIProtocol = 0x22EB;
    const ushort WccpProtocol = 0x883E;
    const ushort PppProtocol = 0x880B;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < FixedLength)
        {
            return cursor.TooShortFor(FixedLength);
        }
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        ushort protocol = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        return (flags & VersionMask) switch
        {
            0 when (flags & RoutingPresent) == 0 => ReadVersion0(ref cursor, flags, protocol),
            1 => ReadVersion1(ref cursor, flags, protocol),
            _ => Layer.NotTcp, // source routes (RFC 1701) were dropped by RFC 2784
        };
    }

    static Layer ReadVersion0(ref LayerCursor cursor, ushort flags, ushort protocol)
    {
        int keyOffset = FixedLength + ((flags & ChecksumPresent) != 0 ? 4 : 0);
        int length = keyOffset + ((flags & KeyPresent) != 0 ? 4 : 0) + ((flags & SequencePresent) != 0 ? 4 : 0);
        if (cursor.Rest.Length < length)
        {
            return cursor.TooShortFor(length);
        }
        cursor.Mark(0x0047_0000u | protocol);
        if ((flags & KeyPresent) != 0)
        {
            cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[keyOffset..]));
        }
        cursor.Advance(length);
        return protocol switch
        {
            ErspanProtocol => (flags & SequencePresent) != 0 ? Layer.ErspanII : Layer.ErspanI,
            ErspanIIIProtocol => Layer.ErspanIII,
            WccpProtocol => Layer.Wccp,
            _ => EtherTypes.LayerOf(protocol),
        };
    }

    /// <summary>The key holds the payload's length and the call id; without a sequence number there is no payload.</summary>
    static Layer ReadVersion1(ref LayerCursor cursor, ushort flags, ushort protocol)
    {
        if (protocol != PppProtocol || (flags & KeyPresent) == 0)
        {
            return Layer.NotTcp;
        }
        int length = FixedLength + 4 + ((flags & SequencePresent) != 0 ? 4 : 0) + ((flags & AcknowledgmentPresent) != 0 ? 4 : 0);
        if (cursor.Rest.Length < length)
        {
            return cursor.TooShortFor(length);
        }
        if ((flags & SequencePresent) == 0)
        {
            return Layer.NotTcp;
        }
        int payloadLength = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[4..]);
        cursor.Mark(0x0147_0000u | BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[6..]));
        cursor.Advance(length);
        cursor.TrimTo(payloadLength);
        return Layer.Ppp;
    }
}
