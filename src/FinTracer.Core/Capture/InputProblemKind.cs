namespace FinTracer.Capture;

/// <summary>Kinds of damage in a capture.</summary>
public enum InputProblemKind
{
    /// <summary>The input holds no octet.</summary>
    Empty,

    /// <summary>The input is in no format that FinTracer or libpcap knows.</summary>
    NotACapture,

    /// <summary>The input ends inside a record or block.</summary>
    Truncated,

    /// <summary>A length or a header contradicts the format; reading stopped, or went on behind it where that was safe.</summary>
    Corrupt,

    /// <summary>The operating system or the decompressor failed while reading.</summary>
    Unreadable,
}
