using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>PPP in its framings (RFC 1661, RFC 1662), PPPoE sessions (RFC 2516) and Cisco HDLC.</summary>
internal static class PppLink
{
    const int PppoeLength = 6;
    const int HdlcLength = 4;
    const byte HdlcUnicast = 0x0F;
    const byte HdlcBroadcast = 0x8F;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest is [HdlcUnicast or HdlcBroadcast, 0x00, ..])
        {
            return Layer.CiscoHdlc; // LINKTYPE_PPP_HDLC holds either
        }
        if (cursor.Rest is [0xFF, 0x03, ..])
        {
            cursor.Advance(2); // address and control, unless compressed away (RFC 1661 §6.6)
        }
        if (cursor.Rest.IsEmpty)
        {
            return cursor.TooShortFor(1);
        }
        int length = (cursor.Rest[0] & 1) != 0 ? 1 : 2; // an odd first octet is a compressed protocol field (RFC 1661 §6.5)
        if (cursor.Rest.Length < length)
        {
            return cursor.TooShortFor(length);
        }
        int protocol = length == 1 ? cursor.Rest[0] : BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        cursor.Advance(length);
        return protocol switch
        {
            0x0021 => Layer.Ipv4,
            0x0057 => Layer.Ipv6,
            0x0281 or 0x0283 => Layer.Mpls,
            _ => Layer.NotTcp,
        };
    }

    public static Layer ReadPppoeSession(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < PppoeLength)
        {
            return cursor.TooShortFor(PppoeLength);
        }
        if (cursor.Rest[0] != 0x11)
        {
            return Layer.Malformed; // version 1, type 1
        }
        if (cursor.Rest[1] != 0)
        {
            return Layer.NotTcp; // discovery codes
        }
        cursor.Mark(0x8864_0000u | BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]));
        int length = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[4..]);
        cursor.Advance(PppoeLength);
        cursor.TrimTo(length);
        return Layer.Ppp;
    }

    public static Layer ReadCiscoHdlc(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HdlcLength)
        {
            return cursor.TooShortFor(HdlcLength);
        }
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        cursor.Advance(HdlcLength);
        return EtherTypes.LayerOf(type);
    }
}
