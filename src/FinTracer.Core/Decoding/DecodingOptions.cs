namespace FinTracer.Decoding;

/// <summary>Limits and choices of the decoder.</summary>
public readonly record struct DecodingOptions()
{
    /// <summary>Layers of encapsulation followed before <see cref="DecodeOutcome.TooDeep"/>. Default 16.</summary>
    public int MaxLayers { get; init; } = 16;

    /// <summary>
    /// Datagrams under reassembly at once; the oldest is given up beyond it. Each takes about 1.7 KiB whatever its size, since only its first
    /// 512 octets are kept: the headers. Default 1,024.
    /// </summary>
    public int MaxFragmentedDatagrams { get; init; } = 1024;

    /// <summary>How long fragments wait for the rest, in nanoseconds of capture time. Default 30 s, as Linux's ipfrag_time.</summary>
    public long FragmentTimeoutNs { get; init; } = 30_000_000_000;

    /// <summary>
    /// Compute TCP checksums where the whole segment was captured. It is the one step that reads the payload, so on large segments it costs
    /// more than the rest of the decoding; without it no segment is marked <see cref="Segments.SegmentTraits.BadChecksum"/>. Default true.
    /// </summary>
    public bool VerifyChecksums { get; init; } = true;
}
