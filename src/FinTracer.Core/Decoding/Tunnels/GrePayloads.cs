using System.Buffers.Binary;

namespace FinTracer.Decoding.Tunnels;

/// <summary>Headers that stand between GRE (or IP) and a carried frame: mirrored traffic, redirected web traffic, Ethernet in IP.</summary>
internal static class GrePayloads
{
    const int ErspanIILength = 8;
    const int ErspanIIILength = 12;
    const int ErspanIIIPlatformLength = 8;
    const int WccpRedirectLength = 4;
    const int EtherIpLength = 2;

    /// <summary>ERSPAN type II: version, VLAN, session and port index.</summary>
    public static Layer ReadErspanII(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < ErspanIILength)
        {
            return cursor.TooShortFor(ErspanIILength);
        }
        cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest) & 0x0FFF_03FF);
        cursor.Advance(ErspanIILength);
        return Layer.Ethernet;
    }

    /// <summary>ERSPAN type III: a time stamp more, and perhaps a platform's own sub-header.</summary>
    public static Layer ReadErspanIII(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < ErspanIIILength)
        {
            return cursor.TooShortFor(ErspanIIILength);
        }
        ushort tail = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[10..]);
        int frameType = (tail >> 10) & 0x1F;
        int length = ErspanIIILength + ((tail & 1) != 0 ? ErspanIIIPlatformLength : 0);
        if (cursor.Rest.Length < length)
        {
            return cursor.TooShortFor(length);
        }
        cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest) & 0x0FFF_03FF);
        cursor.Advance(length);
        return frameType switch
        {
            0 => Layer.Ethernet,
            2 => Layer.RawIp,
            _ => Layer.NotTcp,
        };
    }

    /// <summary>WCCP redirection: version 2 puts four octets, whose first half octet is not 4, before the packet.</summary>
    public static Layer ReadWccp(ref LayerCursor cursor)
    {
        if (cursor.Rest.IsEmpty)
        {
            return cursor.TooShortFor(1);
        }
        if (cursor.Rest[0] >> 4 != 4)
        {
            if (cursor.Rest.Length < WccpRedirectLength)
            {
                return cursor.TooShortFor(WccpRedirectLength);
            }
            cursor.Advance(WccpRedirectLength);
        }
        return Layer.Ipv4;
    }

    /// <summary>EtherIP (RFC 3378 §2): version 3, then the frame.</summary>
    public static Layer ReadEtherIp(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < EtherIpLength)
        {
            return cursor.TooShortFor(EtherIpLength);
        }
        if (cursor.Rest[0] >> 4 != 3)
        {
            return Layer.NotTcp;
        }
        cursor.Mark(97);
        cursor.Advance(EtherIpLength);
        return Layer.Ethernet;
    }
}
