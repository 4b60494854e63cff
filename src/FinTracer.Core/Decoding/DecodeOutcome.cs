namespace FinTracer.Decoding;

/// <summary>
/// What became of a frame. Every frame gets exactly one; each is counted in the report, so frames = segments + all other outcomes.
/// </summary>
public enum DecodeOutcome
{
    /// <summary>A TCP segment was found.</summary>
    Segment,

    /// <summary>A well-formed frame of another protocol (ARP, UDP, ICMP with what it quotes, ...).</summary>
    NotTcp,

    /// <summary>A fragment, kept until its datagram is complete (or given up).</summary>
    Fragment,

    /// <summary>The capture holds too little of the frame: it was cut inside the headers.</summary>
    Truncated,

    /// <summary>Headers contradict themselves or each other.</summary>
    Malformed,

    /// <summary>A link type that neither FinTracer nor its fallback decodes.</summary>
    UnknownLinkType,

    /// <summary>More layers of tunnels inside each other than are followed.</summary>
    TooDeep,
}
