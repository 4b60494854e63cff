using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>Linux "cooked" headers of captures on the <c>any</c> interface, versions 1 and 2.</summary>
internal static class LinuxCookedLink
{
    const int Version1Length = 16; // packet type 2, ARPHRD 2, address length 2, address 8, protocol 2
    const int Version2Length = 20; // protocol 2, reserved 2, interface index 4, ARPHRD 2, packet type 1, address length 1, address 8
    const ushort Llc802Dot2 = 0x0004; // ETH_P_802_2
    const ushort ArphrdIpGre = 778;

    public static Layer ReadVersion1(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < Version1Length)
        {
            return cursor.TooShortFor(Version1Length);
        }
        uint packetType = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        ushort hardware = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        ushort protocol = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[14..]);
        cursor.Mark(0x0113_0000u | packetType); // sent or received: `any` shows a forwarded packet twice
        cursor.Advance(Version1Length);
        return AfterProtocol(hardware, protocol);
    }

    public static Layer ReadVersion2(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < Version2Length)
        {
            return cursor.TooShortFor(Version2Length);
        }
        ushort protocol = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
        uint interfaceIndex = BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[4..]);
        ushort hardware = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[8..]);
        cursor.Mark(interfaceIndex);
        cursor.Mark(0x0276_0000u | cursor.Rest[10]);
        cursor.Advance(Version2Length);
        return AfterProtocol(hardware, protocol);
    }

    static Layer AfterProtocol(ushort hardware, ushort protocol) => protocol switch
    {
        Llc802Dot2 => Layer.Llc,
        0 when hardware == ArphrdIpGre => Layer.RawIp,
        _ => EtherTypes.LayerOf(protocol),
    };
}
