using System;
using System.Collections.Generic;

namespace FinTracer.Capture;

/// <summary>
/// Frames in reading order. Saved files, sets of files and live interfaces differ only behind this.
/// </summary>
public interface IFrameSource : IDisposable
{
    /// <summary>
    /// What is known of each input so far, in the order of <see cref="FrameId.File"/>; complete when <see cref="TryRead"/> has returned false.
    /// </summary>
    IReadOnlyList<CaptureInput> Inputs { get; }

    /// <summary>
    /// Reads the next frame; false at the end of the input, or where damage stops the reading (the input's <see cref="CaptureInput.Problems"/> says so).
    /// The frame's octets are valid until the next call.
    /// </summary>
    bool TryRead(out Frame frame);
}
