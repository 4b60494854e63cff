using FinTracer.Decoding;

namespace FinTracer;

/// <summary>What a run counted. Frames = <see cref="Segments"/> + every other outcome: nothing is lost unsaid.</summary>
public sealed class TraceResult
{
    readonly long[] _outcomes = new long[(int)DecodeOutcome.TooDeep + 1];

    /// <summary>Frames read.</summary>
    public long Frames { get; internal set; }

    /// <summary>Frames that held a TCP segment.</summary>
    public long Segments => this[DecodeOutcome.Segment];

    /// <summary>Segments that were another copy of one captured before.</summary>
    public long DuplicateFrames { get; internal set; }

    /// <summary>Segments whose checksum is wrong.</summary>
    public long BadChecksums { get; internal set; }

    /// <summary>Segments left out because of <see cref="TraceOptions.IgnoreBadChecksums"/>.</summary>
    public long IgnoredSegments { get; internal set; }

    /// <summary>Segments of an earlier incarnation of their four-tuple.</summary>
    public long Strays { get; internal set; }

    /// <summary>Connections that left early to make room.</summary>
    public long Evicted { get; internal set; }

    /// <summary>Connections reported.</summary>
    public long Connections { get; internal set; }

    /// <summary>Time of the first frame, nanoseconds since the epoch; null without frames.</summary>
    public long? FirstTimeNs { get; internal set; }

    /// <summary>Greatest time of any frame; null without frames.</summary>
    public long? LastTimeNs { get; internal set; }

    /// <summary>Frames with an outcome.</summary>
    public long this[DecodeOutcome outcome] => _outcomes[(int)outcome];

    /// <summary>Adds the frame counts of a part read behind this one.</summary>
    internal void Add(TraceResult part)
    {
        Frames += part.Frames;
        BadChecksums += part.BadChecksums;
        IgnoredSegments += part.IgnoredSegments;
        FirstTimeNs ??= part.FirstTimeNs;
        for (int i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] += part._outcomes[i];
        }
    }

    /// <summary>Back to zero: frame counts only, for a part that is counted anew.</summary>
    internal void Clear()
    {
        Frames = BadChecksums = IgnoredSegments = 0;
        FirstTimeNs = null;
        System.Array.Clear(_outcomes);
    }

    internal void Count(DecodeOutcome outcome)
    {
        Frames++;
        _outcomes[(int)outcome]++;
    }
}
