using System.Buffers.Binary;

namespace FinTracer.Decoding.Tunnels;

/// <summary>VXLAN (RFC 7348 §5) and its Generic Protocol Extension.</summary>
internal static class VxlanTunnel
{
    const int HeaderLength = 8;
    const byte IdIsValid = 0x08;
    const byte NextProtocolIsValid = 0x04;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return TunnelFit.TooShort(cursor, HeaderLength);
        }
        if ((cursor.Rest[0] & IdIsValid) == 0)
        {
            return Layer.NotTcp;
        }
        Skip(ref cursor);
        return Layer.Ethernet;
    }

    public static Layer ReadGpe(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return TunnelFit.TooShort(cursor, HeaderLength);
        }
        byte flags = cursor.Rest[0];
        byte nextProtocol = cursor.Rest[3];
        if ((flags & IdIsValid) == 0)
        {
            return Layer.NotTcp;
        }
        Skip(ref cursor);
        return (flags & NextProtocolIsValid) == 0 ? Layer.Ethernet : nextProtocol switch
        {
            1 => Layer.Ipv4,
            2 => Layer.Ipv6,
            3 => Layer.Ethernet,
            5 => Layer.Mpls,
            _ => Layer.NotTcp,
        };
    }

    static void Skip(ref LayerCursor cursor)
    {
        cursor.Mark(0x4789_0000u ^ (BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[4..]) >> 8));
        cursor.Advance(HeaderLength);
    }
}
