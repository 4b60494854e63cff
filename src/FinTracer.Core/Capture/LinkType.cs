namespace FinTracer.Capture;

/// <summary>
/// Link-layer header types, numbered as in the registry that pcap and pcapng share (LINKTYPE_ values).
/// Numbers without a name here are legal: they travel on as they are and are counted when nothing can decode them.
/// </summary>
public enum LinkType
{
    /// <summary>No packet at all, but something that is numbered as a frame: a pcapng block with a journal entry, a system call or what only its maker can read.</summary>
    None = -1,

    /// <summary>BSD loopback: a four-octet address family in the byte order of the capturing host.</summary>
    Null = 0,

    /// <summary>Ethernet II and IEEE 802.3.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without the HDLC address and control octets.</summary>
    Ppp = 9,

    /// <summary>Raw IP, the number that OpenBSD and old libpcap wrote (DLT_RAW there).</summary>
    RawBsd = 12,

    /// <summary>Raw IP, the other historical value of DLT_RAW.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662), address and control octets always present.</summary>
    PppHdlc = 50,

    /// <summary>PPPoE session frames without an Ethernet header.</summary>
    PppEther = 51,

    /// <summary>Raw IPv4 or IPv6; the version is in the first half octet.</summary>
    Raw = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>IEEE 802.11.</summary>
    Ieee80211 = 105,

    /// <summary>OpenBSD loopback: a four-octet address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1 (the <c>any</c> interface).</summary>
    LinuxSll = 113,

    /// <summary>IEEE 802.11 behind a radiotap header.</summary>
    Ieee80211Radiotap = 127,

    /// <summary>Per-Packet Information header before another link type.</summary>
    Ppi = 192,

    /// <summary>Raw IPv4.</summary>
    Ipv4 = 228,

    /// <summary>Raw IPv6.</summary>
    Ipv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
