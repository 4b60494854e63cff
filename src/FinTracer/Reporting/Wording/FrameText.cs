using System;
using System.Globalization;
using FinTracer.Capture;

namespace FinTracer.Reporting.Wording;

/// <summary>A frame in a sentence: <c>frame 12</c>, with several inputs <c>frame 12 of part2.pcap</c>.</summary>
readonly struct FrameText(FrameId frame, InputNames names) : ISpanFormattable
{
    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!names.Several || names.Of(frame) is not { } name)
        {
            return destination.TryWrite(CultureInfo.InvariantCulture, $"frame {frame.Number}", out charsWritten);
        }
        return destination.TryWrite(CultureInfo.InvariantCulture, $"frame {frame.Number} of {Sanitizer.Clean(name)}", out charsWritten);
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => $"{this}";

    /// <inheritdoc/>
    public override string ToString() => $"{this}";
}
