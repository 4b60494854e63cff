using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>
/// BSD loopback: four octets with an address family, in the capturing host's byte order (NULL) or the network's (LOOP).
/// Families are small numbers, so the order shows in the value and both are read alike.
/// </summary>
internal static class LoopbackLink
{
    const int HeaderLength = 4;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return cursor.TooShortFor(HeaderLength);
        }
        uint family = BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest);
        if (family > 0xFFFF)
        {
            family = BinaryPrimitives.ReverseEndianness(family);
        }
        cursor.Advance(HeaderLength);
        return family switch
        {
            2 => Layer.Ipv4,
            10 or 23 or 24 or 28 or 30 => Layer.Ipv6, // Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS
            > EtherTypes.MaxLength and <= 0xFFFF => EtherTypes.LayerOf((ushort)family), // some drivers put an EtherType there
            _ => Layer.NotTcp,
        };
    }
}
