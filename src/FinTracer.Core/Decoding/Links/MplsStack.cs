using System.Buffers.Binary;

namespace FinTracer.Decoding.Links;

/// <summary>
/// An MPLS label stack (RFC 3032). What it carries is not said, so the first half octet decides, as routers do (RFC 4928):
/// 4 and 6 are IP, 0 is the control word of an Ethernet pseudowire (RFC 4448), and else it may be Ethernet without one.
/// </summary>
internal static class MplsStack
{
    const int LabelLength = 4;
    const int ControlWordLength = 4;
    const int LongestGuess = 20; // control word, Ethernet header, start of LLC: what the guess looks at
    const uint BottomOfStack = 0x100;

    public static Layer Read(ref LayerCursor cursor)
    {
        uint entry;
        do
        {
            if (cursor.Rest.Length < LabelLength)
            {
                return cursor.TooShortFor(LabelLength);
            }
            entry = BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest);
            cursor.Mark(0x8847_0000u ^ (entry >> 12));
            cursor.Advance(LabelLength);
        }
        while ((entry & BottomOfStack) == 0);

        return cursor.Rest.IsEmpty ? cursor.TooShortFor(1) : Guess(ref cursor);
    }

    static Layer Guess(ref LayerCursor cursor)
    {
        int nibble = cursor.Rest[0] >> 4;
        if (nibble == 6 || (nibble == 4 && (cursor.Rest[0] & 0x0F) >= 5))
        {
            return nibble == 6 ? Layer.Ipv6 : Layer.Ipv4;
        }
        bool hasControlWord = nibble == 0 && cursor.Rest.Length >= ControlWordLength;
        if (hasControlWord && EthernetLink.HasKnownType(cursor.Rest[ControlWordLength..]))
        {
            cursor.Advance(ControlWordLength);
            return Layer.Ethernet;
        }
        if (EthernetLink.HasKnownType(cursor.Rest))
        {
            return Layer.Ethernet;
        }
        if (hasControlWord && EthernetLink.HasSnap(cursor.Rest[ControlWordLength..]))
        {
            cursor.Advance(ControlWordLength);
            return Layer.Ethernet;
        }
        if (EthernetLink.HasSnap(cursor.Rest))
        {
            return Layer.Ethernet;
        }
        return cursor.Rest.Length < LongestGuess && cursor.Rest.Length < cursor.WireLength ? Layer.Truncated : Layer.NotTcp;
    }
}
