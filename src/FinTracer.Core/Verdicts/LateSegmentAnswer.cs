namespace FinTracer.Verdicts;

/// <summary>What a late segment drew from its receiver.</summary>
public enum LateSegmentAnswer
{
    /// <summary>Nothing in the capture.</summary>
    Nothing,

    /// <summary>An ACK.</summary>
    Ack,

    /// <summary>A RST.</summary>
    Rst,
}
