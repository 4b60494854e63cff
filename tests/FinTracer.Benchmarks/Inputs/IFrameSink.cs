namespace FinTracer.Benchmarks.Inputs;

/// <summary>Where played frames go.</summary>
internal interface IFrameSink
{
    /// <summary>Frames so far.</summary>
    long Frames { get; }

    /// <summary>Octets so far, as this sink counts them.</summary>
    long Octets { get; }

    /// <summary>Takes the next frame; their times never go back.</summary>
    void Write(in TcpFrame frame);
}
