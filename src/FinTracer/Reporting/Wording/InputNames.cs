using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Reporting.Wording;

/// <summary>The names behind <see cref="FrameId.File"/>. Frame numbers need one only when there are several inputs.</summary>
/// <param name="inputs">The inputs in reading order.</param>
sealed class InputNames(IReadOnlyList<CaptureInput> inputs)
{
    /// <summary>True when a frame number alone would not say which frame is meant.</summary>
    public bool Several => inputs.Count > 1;

    /// <summary>The input's name as the user gave it (not sanitised), or null for no frame.</summary>
    public string? Of(FrameId frame) => frame.IsSome && frame.File < inputs.Count ? inputs[frame.File].Name : null;
}
