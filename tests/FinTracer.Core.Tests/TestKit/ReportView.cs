using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit;

/// <summary>How a report is written for a comparison: names of frames, zero of time and of sequence numbers, and paths left out.</summary>
public sealed record ReportView
{
    /// <summary>Beginnings of paths (<c>Close.Reasons</c>, <c>Resets[].Frame</c>: an index is written as <c>[]</c>) that are not compared.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Name of a frame.</summary>
    public Func<FrameId, string> Frame { get; init; } = frame => frame.ToString();

    /// <summary>A time, nanoseconds since the epoch.</summary>
    public Func<long, string> Time { get; init; } = time => time.ToString(CultureInfo.InvariantCulture);

    /// <summary>A sequence number and the path it stands at.</summary>
    public Func<string, SequenceNumber, string> Sequence { get; init; } = (_, number) => number.ToString();

    /// <summary>True when the path is left out.</summary>
    public bool Leaves(string path)
    {
        string plain = string.Concat(path.Where(c => !char.IsAsciiDigit(c)));
        return Without.Any(w => plain == w || plain.StartsWith(w + ".", StringComparison.Ordinal) || plain.StartsWith(w + "[", StringComparison.Ordinal));
    }
}
