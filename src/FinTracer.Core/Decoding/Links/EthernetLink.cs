using System;
using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>Ethernet II and IEEE 802.3 headers, and the tags that stand between the addresses and the payload.</summary>
internal static class EthernetLink
{
    const int HeaderLength = 14;
    const int TypeOffset = 12;
    const int VlanTagLength = 4;     // TCI, then the type of what follows
    const int VnTagLength = 6;       // tag of 4 octets, then the type of what follows
    const int ServiceTagLength = 4;  // 802.1ah I-TAG: flags, then a 24-bit service id
    const int FabricTagLength = 2;   // tree and time to live

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < HeaderLength)
        {
            return cursor.TooShortFor(HeaderLength);
        }
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[TypeOffset..]);
        cursor.Advance(HeaderLength);
        return AfterType(ref cursor, type);
    }

    /// <summary>One 802.1Q or 802.1ad tag; stacks come back here for each.</summary>
    public static Layer ReadVlanTag(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < VlanTagLength)
        {
            return cursor.TooShortFor(VlanTagLength);
        }
        cursor.Mark(0x8100_0000u | (BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest) & 0x0FFFu));
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        cursor.Advance(VlanTagLength);
        return AfterType(ref cursor, type);
    }

    /// <summary>VN-Tag (IEEE 802.1BR's forerunner): virtual interface ids of a fabric extender.</summary>
    public static Layer ReadVnTag(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < VnTagLength)
        {
            return cursor.TooShortFor(VnTagLength);
        }
        cursor.Mark(BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest));
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[4..]);
        cursor.Advance(VnTagLength);
        return AfterType(ref cursor, type);
    }

    /// <summary>802.1ah: the customer's whole frame follows the service tag.</summary>
    public static Layer ReadProviderBackbone(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < ServiceTagLength)
        {
            return cursor.TooShortFor(ServiceTagLength);
        }
        cursor.Mark(0xE700_0000u | (BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest) & 0x00FF_FFFFu));
        cursor.Advance(ServiceTagLength);
        return Layer.Ethernet;
    }

    /// <summary>Cisco FabricPath: the hosts' whole frame follows the tag.</summary>
    public static Layer ReadFabricPath(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < FabricTagLength)
        {
            return cursor.TooShortFor(FabricTagLength);
        }
        cursor.Mark(0x8903_0000u | (uint)(BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest) >> 6));
        cursor.Advance(FabricTagLength);
        return Layer.Ethernet;
    }

    /// <summary>True when the octets could be an Ethernet frame with something we read inside; for tunnels that do not say what they carry.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < HeaderLength)
        {
            return false;
        }
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(octets[TypeOffset..]);
        return type is > 0 and <= EtherTypes.MaxLength || EtherTypes.LayerOf(type) != Layer.NotTcp;
    }

    /// <summary>In the place of a type, 1500 and less is the length of an LLC frame; what follows it is padding (IEEE 802.3 §3.2.6).</summary>
    static Layer AfterType(ref LayerCursor cursor, ushort type)
    {
        if (type > EtherTypes.MaxLength)
        {
            return EtherTypes.LayerOf(type);
        }
        cursor.TrimTo(type);
        return Layer.Llc;
    }
}
