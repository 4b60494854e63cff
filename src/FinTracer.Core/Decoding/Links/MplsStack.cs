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
        switch (cursor.Rest[0] >> 4)
        {
            case 4 when (cursor.Rest[0] & 0x0F) >= 5:
                return Layer.Ipv4;
            case 6 when !EthernetLink.IsPlausible(cursor.Rest) || cursor.Rest.Length >= 40:
                return Layer.Ipv6;
            case 0 when cursor.Rest.Length >= ControlWordLength && EthernetLink.IsPlausible(cursor.Rest[ControlWordLength..]):
                cursor.Advance(ControlWordLength);
                return Layer.Ethernet;
            default:
                return EthernetLink.IsPlausible(cursor.Rest) ? Layer.Ethernet : Layer.NotTcp;
        }
    }
}
