namespace FinTracer.Tracking;

/// <summary>Distances in sequence space beyond which a number is no fact about a connection.</summary>
static class SequenceSpace
{
    /// <summary>The largest window that TCP can offer, 2^30 octets (RFC 7323 §2.3): nothing valid lies further ahead.</summary>
    public const int MaxJump = 1 << 30;

    /// <summary>How far an ACK may run ahead of what was captured and still complete a handshake: an initial flight that the capture misses, with room.</summary>
    public const int HandshakeSlack = 1 << 20;

    /// <summary>What no line carries: 400 Gbit/s, in octets a nanosecond. More than that times the time that has passed was not sent.</summary>
    public const long OctetsPerNs = 50;

    /// <summary>How far below the old next number a stray of an earlier incarnation is looked for: a full window of common size.</summary>
    public const int StrayReach = 1 << 24;
}
