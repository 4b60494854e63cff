namespace FinTracer.Decoding.Tunnels;

/// <summary>Teredo (RFC 4380 §5.1.1): IPv6 in UDP, perhaps behind an authentication and an origin indication.</summary>
internal static class TeredoTunnel
{
    const int AuthenticationLength = 13; // type 2, two lengths, nonce 8, confirmation; then client id and value
    const int OriginLength = 8;

    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest is [0x00, 0x01, var idLength, var valueLength, ..])
        {
            int length = AuthenticationLength + idLength + valueLength;
            if (cursor.Rest.Length < length)
            {
                return TunnelFit.TooShort(cursor, length);
            }
            cursor.Advance(length);
        }
        if (cursor.Rest is [0x00, 0x00, ..])
        {
            if (cursor.Rest.Length < OriginLength)
            {
                return TunnelFit.TooShort(cursor, OriginLength);
            }
            cursor.Advance(OriginLength);
        }
        cursor.Mark(0x3544);
        Layer inner = TunnelFit.IpLayerAt(cursor);
        return inner == Layer.Ipv4 ? Layer.NotTcp : inner;
    }
}
