namespace FinTracer.Decoding.Links;

/// <summary>An IP packet with nothing in front: its version is in the first half octet.</summary>
internal static class RawIpLink
{
    public static Layer Read(ref LayerCursor cursor)
    {
        if (cursor.Rest.IsEmpty)
        {
            return cursor.TooShortFor(1);
        }
        return (cursor.Rest[0] >> 4) switch
        {
            4 => Layer.Ipv4,
            6 => Layer.Ipv6,
            _ => Layer.NotTcp,
        };
    }
}
