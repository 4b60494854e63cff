namespace FinTracer.Verdicts;

/// <summary>Who closed first.</summary>
public enum ActiveCloser
{
    /// <summary>Nobody did, or the capture cannot say.</summary>
    None,

    /// <summary>The initiator.</summary>
    Initiator,

    /// <summary>The responder.</summary>
    Responder,

    /// <summary>Both, neither knowing of the other.</summary>
    Both,
}
