using System.Buffers.Binary;
using FinTracer.Decoding.Links;

namespace FinTracer.Decoding.Tunnels;

/// <summary>Geneve (RFC 8926 §3.4).</summary>
internal static class GeneveTunnel
{
    const int HeaderLength = 8;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return TunnelFit.TooShort(cursor, HeaderLength);
        }
        if (cursor.Rest[0] >> 6 != 0)
        {
            return Layer.NotTcp; // the one version is 0
        }
        int length = HeaderLength + ((cursor.Rest[0] & 0x3F) * 4); // options count 4 octets each
        if (cursor.Rest.Length < length)
        {
            return TunnelFit.TooShort(cursor, length);
        }
        ushort protocol = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        cursor.Mark(0x6081_0000u ^ (BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[4..]) >> 8));
        cursor.Advance(length);
        return EtherTypes.LayerOf(protocol);
    }
}
