using System.Buffers.Binary;
using FinTracer.Decoding.Tunnels;

namespace FinTracer.Decoding.Network;

/// <summary>A UDP header (RFC 768): of interest only where its ports belong to a tunnel.</summary>
internal static class UdpDatagram
{
    const int HeaderLength = 8;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return cursor.TooShortFor(HeaderLength);
        }
        ushort source = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        ushort destination = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[4..]);
        Layer tunnel = UdpTunnels.LayerOf(destination);
        if (tunnel == Layer.NotTcp)
        {
            tunnel = UdpTunnels.LayerOf(source);
        }
        if (tunnel == Layer.NotTcp)
        {
            return Layer.NotTcp;
        }
        if (length is > 0 and < HeaderLength)
        {
            return Layer.Malformed;
        }
        if (length != 0)
        {
            cursor.TrimTo(length);
        }
        cursor.Advance(HeaderLength);
        return tunnel;
    }
}
