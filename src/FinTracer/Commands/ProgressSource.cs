using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Commands;

/// <summary>Passes frames through and now and then looks at the clock to show how far the reading has come.</summary>
sealed class ProgressSource(IFrameSource source, ProgressLine progress) : IFrameSource
{
    const int FramesBetweenLooks = 8192;

    long _frames;

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInput> Inputs => source.Inputs;

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        bool found = source.TryRead(out frame);
        if (++_frames % FramesBetweenLooks == 0) { progress.Show(_frames, OctetsRead()); }
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    long OctetsRead()
    {
        long octets = 0;
        foreach (CaptureInput input in source.Inputs) { octets += input.OctetsRead; }
        return octets;
    }
}
