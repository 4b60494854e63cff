namespace FinTracer;

/// <summary>Where a connection stands, as the census counts it.</summary>
enum ConnectionStage : byte
{
    /// <summary>No more than the handshake's beginning was seen.</summary>
    Opening,

    /// <summary>Established, without a FIN.</summary>
    Open,

    /// <summary>With a FIN, and not over.</summary>
    Closing,

    /// <summary>Over, and remembered for late segments.</summary>
    Remembered,
}
