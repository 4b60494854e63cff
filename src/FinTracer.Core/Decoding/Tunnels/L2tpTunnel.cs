using System.Buffers.Binary;

namespace FinTracer.Decoding.Tunnels;

/// <summary>L2TP version 2 data messages (RFC 2661 §3.1), which carry PPP.</summary>
internal static class L2tpTunnel
{
    const ushort Control = 0x8000;
    const ushort LengthPresent = 0x4000;
    const ushort SequencePresent = 0x0800;
    const ushort OffsetPresent = 0x0200;
    const ushort VersionMask = 0x000F;
    const ushort ReservedMask = 0x34F0;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < 2)
        {
            return TunnelFit.TooShort(cursor, 2);
        }
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        if ((flags & VersionMask) != 2 || (flags & (Control | ReservedMask)) != 0)
        {
            return Layer.NotTcp;
        }
        int ids = (flags & LengthPresent) != 0 ? 4 : 2;
        int length = ids + 4 + ((flags & SequencePresent) != 0 ? 4 : 0);
        int offsetField = length;
        length += (flags & OffsetPresent) != 0 ? 2 : 0;
        if (cursor.Rest.Length < length)
        {
            return TunnelFit.TooShort(cursor, length);
        }
        if ((flags & LengthPresent) != 0)
        {
            int total = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
            if (total < length)
            {
                return Layer.NotTcp;
            }
            cursor.TrimTo(total);
        }
        if ((flags & OffsetPresent) != 0)
        {
            length += BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[offsetField..]);
        }
        cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[ids..])); // tunnel and session
        cursor.Mark(0x1701);
        if (cursor.Rest.Length < length)
        {
            return TunnelFit.TooShort(cursor, length);
        }
        cursor.Advance(length);
        return Layer.Ppp;
    }
}
