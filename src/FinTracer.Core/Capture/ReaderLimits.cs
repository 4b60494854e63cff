using System;

namespace FinTracer.Capture;

/// <summary>How much a reader holds in memory, and what it still believes.</summary>
public sealed record ReaderLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ReaderLimits Default { get; } = new();

    /// <summary>
    /// Octets read from the input at once, 64 to 2^30. Default 256 Ki: fits the second-level cache, and larger reads are not faster.
    /// The buffer grows beyond it only for a record that needs it.
    /// </summary>
    public int BufferOctets { get; init => field = Within(value, 64, nameof(BufferOctets)); } = 256 * 1024;

    /// <summary>
    /// Greatest captured length of a frame that is kept, 1 to 2^30; larger ones are skipped with a problem. Default 64 Mi,
    /// above every snap length in use (tcpdump: 262,144; USB captures: 128 Ki).
    /// </summary>
    public int FrameOctets { get; init => field = Within(value, 1, nameof(FrameOctets)); } = 64 * 1024 * 1024;

    static int Within(int value, int least, string name) => value >= least && value <= 1 << 30
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to 2^30.");
}
