using FinTracer.Decoding.Network;

namespace FinTracer.Decoding.Tunnels;

/// <summary>AYIYA ("anything in anything"): what tunnel brokers carried IPv6 in.</summary>
internal static class AyiyaTunnel
{
    const int FixedLength = 8; // lengths and types 3, next header, epoch 4; then identity and signature
    const byte Forward = 1;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.Length < FixedLength)
        {
            return TunnelFit.TooShort(cursor, FixedLength);
        }
        int identityLength = 1 << (cursor.Rest[0] >> 4); // a power of two, up to 2^15
        int signatureLength = (cursor.Rest[1] >> 4) * 4;
        if ((cursor.Rest[2] & 0x0F) != Forward || cursor.Rest[3] != IpProtocols.Ipv6)
        {
            return Layer.NotTcp;
        }
        int length = FixedLength + identityLength + signatureLength;
        if (cursor.Rest.Length < length)
        {
            return TunnelFit.TooShort(cursor, length);
        }
        cursor.Mark(0x5072);
        cursor.Advance(length);
        return TunnelFit.IpLayerAt(cursor);
    }
}
