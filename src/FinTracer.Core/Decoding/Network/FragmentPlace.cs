namespace FinTracer.Decoding.Network;

/// <summary>What a fragment's IP header says about its place in the datagram.</summary>
/// <param name="Id">Identification of the datagram (16 bits in IPv4, 32 in IPv6).</param>
/// <param name="KeyProtocol">Protocol as part of the datagram's identity (RFC 791 §3.2); 0 in IPv6, where it is not (RFC 8200 §4.5).</param>
/// <param name="Unit">Place of its first octet, in units of 8 octets (0 to 8,191).</param>
/// <param name="MoreFragments">True unless it is the datagram's last.</param>
/// <param name="Protocol">What the fragment says it carries; that of the first fragment counts.</param>
internal readonly record struct FragmentPlace(uint Id, byte KeyProtocol, int Unit, bool MoreFragments, byte Protocol);
