namespace FinTracer.Tracking;

/// <summary>The two ends of a connection.</summary>
public enum Role
{
    /// <summary>The end that sent the SYN (or is taken for it, when the capture begins later).</summary>
    Initiator,

    /// <summary>The other end.</summary>
    Responder,
}
