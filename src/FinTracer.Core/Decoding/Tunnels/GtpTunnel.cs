using System.Buffers.Binary;

namespace FinTracer.Decoding.Tunnels;

/// <summary>GTP-U version 1 (3GPP TS 29.281 §5): user packets of mobile networks, G-PDU messages only.</summary>
internal static class GtpTunnel
{
    const int HeaderLength = 8;
    const int OptionalLength = 4; // sequence number 2, N-PDU number, type of the next extension header
    const byte VersionOneGtp = 0x30;
    const byte VersionAndProtocolMask = 0xF0;
    const byte AnyOptional = 0x07;
    const byte ExtensionPresent = 0x04;
    const byte GPdu = 0xFF;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return TunnelFit.TooShort(cursor, HeaderLength);
        }
        byte flags = cursor.Rest[0];
        if ((flags & VersionAndProtocolMask) != VersionOneGtp || cursor.Rest[1] != GPdu)
        {
            return Layer.NotTcp;
        }
        int length = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]); // of what follows these 8 octets
        cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[4..]));
        cursor.Mark(0x2152);
        cursor.Advance(HeaderLength);
        cursor.TrimTo(length);
        if ((flags & AnyOptional) != 0 && !TrySkipOptional(ref cursor, (flags & ExtensionPresent) != 0, out Layer end))
        {
            return end;
        }
        return TunnelFit.IpLayerAt(cursor);
    }

    static bool TrySkipOptional(ref LayerCursor cursor, bool extensions, out Layer end)
    {
        end = TunnelFit.TooShort(cursor, OptionalLength);
        if (cursor.Rest.Length < OptionalLength)
        {
            return false;
        }
        byte next = extensions ? cursor.Rest[3] : (byte)0;
        cursor.Advance(OptionalLength);
        while (next != 0)
        {
            int length = cursor.Rest.IsEmpty ? OptionalLength : cursor.Rest[0] * 4; // first octet: units of 4; last: next type
            if (length == 0)
            {
                end = Layer.Malformed;
                return false;
            }
            if (cursor.Rest.Length < length)
            {
                end = TunnelFit.TooShort(cursor, length);
                return false;
            }
            next = cursor.Rest[length - 1];
            cursor.Advance(length);
        }
        return true;
    }
}
