namespace FinTracer.Tracking;

/// <summary>
/// What the IPv6 flow label of a RST says of its sender. Linux makes the label from the socket, or from what TIME-WAIT and FIN-WAIT-2 keep of it
/// (since 5.3: tw_txhash); without a socket it makes another one (ip6_make_flowlabel).
/// </summary>
enum FlowLabelSign : byte
{
    /// <summary>Nothing: IPv4, no labels, or one that repeats the peer's (net.ipv6.flowlabel_reflect).</summary>
    None,

    /// <summary>The label of its sender's last segment: something of the socket is still there.</summary>
    OfConnection,

    /// <summary>Another label than that of its sender's last segment: no socket is left.</summary>
    Other,
}
