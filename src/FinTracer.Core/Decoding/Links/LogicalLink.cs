using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>IEEE 802.2 logical link control, mostly with SNAP (RFC 1042).</summary>
internal static class LogicalLink
{
    const int LlcLength = 3;
    const int SnapLength = 8;
    const byte SnapSap = 0xAA;
    const byte IpSap = 0x06;
    const byte UnnumberedInformation = 0x03;
    const uint BridgedOui = 0x00_80C2;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < LlcLength)
        {
            return cursor.TooShortFor(LlcLength);
        }
        if (cursor.Rest is [IpSap, IpSap, UnnumberedInformation, ..])
        {
            cursor.Advance(LlcLength);
            return Layer.Ipv4;
        }
        if (cursor.Rest is not [SnapSap, SnapSap, UnnumberedInformation, ..])
        {
            return Layer.NotTcp;
        }
        if (cursor.Rest.Length < SnapLength)
        {
            return cursor.TooShortFor(SnapLength);
        }
        uint oui = BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[2..]) & 0x00FF_FFFF;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[6..]);
        cursor.Advance(SnapLength);
        return oui switch
        {
            0x00_0000 or 0x00_00F8 => EtherTypes.LayerOf(type), // RFC 1042; IEEE 802.1H bridges
            BridgedOui when type == 0x0007 => Layer.Ethernet,   // RFC 2684 §5.2: a bridged 802.3 frame without its checksum
            _ => Layer.NotTcp,
        };
    }
}
