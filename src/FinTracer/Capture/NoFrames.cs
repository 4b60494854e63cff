using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>The source of an input that could not be opened: its problems and nothing else.</summary>
sealed class NoFrames(CaptureInput input) : IFrameSource
{
    public IReadOnlyList<CaptureInput> Inputs { get; } = [input];

    public bool TryRead(out Frame frame)
    {
        frame = default;
        return false;
    }

    public void Dispose()
    {
    }
}
