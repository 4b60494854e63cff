using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>Link types that are seldom met but need only a few octets skipped.</summary>
internal static class RareLinks
{
    const int FddiLength = 13;        // frame control, two addresses
    const int ArcnetLength = 5;       // two addresses, two offset octets, system code
    const int ArcnetSplitLength = 3;  // split flag and sequence number of RFC 1201
    const int InfinibandLength = 44;  // global route header of 40, then type and two reserved octets
    const int NflogHeaderLength = 4;  // family, version, resource id
    const int NflogTlvLength = 4;     // length and type, in the byte order of the capturing host
    const ushort NflogPayload = 9;    // NFULA_PAYLOAD

    /// <summary>FDDI: LLC behind the addresses.</summary>
    public static Layer ReadFddi(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < FddiLength)
        {
            return cursor.TooShortFor(FddiLength);
        }
        bool asynchronousLlc = (cursor.Rest[0] & 0xF0) == 0x50;
        cursor.Advance(FddiLength);
        return asynchronousLlc ? Layer.Llc : Layer.NotTcp;
    }

    /// <summary>ARCNET as Linux gives it: IP by RFC 1051 (system code 240) or RFC 1201 (212).</summary>
    public static Layer ReadArcnet(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < ArcnetLength)
        {
            return cursor.TooShortFor(ArcnetLength);
        }
        byte system = cursor.Rest[4];
        int length = system == 212 ? ArcnetLength + ArcnetSplitLength : ArcnetLength;
        if (cursor.Rest.Length < length)
        {
            return cursor.TooShortFor(length);
        }
        cursor.Advance(length);
        return system is 212 or 240 ? Layer.Ipv4 : Layer.NotTcp;
    }

    /// <summary>IP over InfiniBand (RFC 4391 §6) behind a global route header.</summary>
    public static Layer ReadIpOverInfiniband(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < InfinibandLength)
        {
            return cursor.TooShortFor(InfinibandLength);
        }
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[(InfinibandLength - 4)..]);
        cursor.Advance(InfinibandLength);
        return EtherTypes.LayerOf(type);
    }

    /// <summary>
    /// Linux netfilter log: a list of attributes, one of which is the packet. Lengths are in the byte order of the capturing host;
    /// the order that gives a length within the frame is taken.
    /// </summary>
    public static Layer ReadNflog(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < NflogHeaderLength)
        {
            return cursor.TooShortFor(NflogHeaderLength);
        }
        byte family = cursor.Rest[0];
        cursor.Advance(NflogHeaderLength);
        while (cursor.Rest.Length >= NflogTlvLength)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(cursor.Rest);
            int type = BinaryPrimitives.ReadUInt16LittleEndian(cursor.Rest[2..]);
            if (length > cursor.WireLength || type > 0xFF)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest);
                type = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
            }
            if (length < NflogTlvLength || length > cursor.WireLength)
            {
                return Layer.Malformed;
            }
            if (type == NflogPayload)
            {
                cursor.TrimTo(length);
                cursor.Advance(NflogTlvLength);
                return family switch { 2 => Layer.Ipv4, 10 => Layer.Ipv6, _ => Layer.NotTcp };
            }
            int padded = (length + 3) & ~3;
            if (padded > cursor.Rest.Length)
            {
                return cursor.TooShortFor(padded);
            }
            cursor.Advance(padded);
        }
        return cursor.WireLength > cursor.Rest.Length ? Layer.Truncated : Layer.NotTcp;
    }
}
