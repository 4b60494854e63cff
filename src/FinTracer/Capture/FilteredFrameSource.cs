using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>The frames of a source that a filter accepts. They keep their numbers, so that they can be found in the file. Owns both.</summary>
sealed class FilteredFrameSource(IFrameSource source, BpfFilter filter) : IFrameSource
{
    /// <inheritdoc/>
    public IReadOnlyList<CaptureInput> Inputs => source.Inputs;

    /// <summary>Frames that the filter kept back so far.</summary>
    public long FilteredOut { get; private set; }

    /// <summary>The filter, for what it has to say about link types.</summary>
    public BpfFilter Filter { get; } = filter;

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        while (source.TryRead(out frame))
        {
            if (Filter.Matches(in frame))
            {
                return true;
            }
            FilteredOut++;
        }
        return false;
    }

    public void Dispose()
    {
        source.Dispose();
        Filter.Dispose();
    }
}
