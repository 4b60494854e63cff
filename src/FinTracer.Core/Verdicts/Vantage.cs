namespace FinTracer.Verdicts;

/// <summary>Where the capture was taken, as far as the timing of the handshake and other marks show it.</summary>
public enum Vantage
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>On the initiator's host, or next to it.</summary>
    Initiator,

    /// <summary>Between the two.</summary>
    Middle,

    /// <summary>On the responder's host, or next to it.</summary>
    Responder,
}
