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

    /// <summary>Adds what one part of the four-tuples counted of its connections.</summary>
    internal void AddConnections(TraceResult part)
    {
        Connections += part.Connections;
        Evicted += part.Evicted;
        Strays += part.Strays;
        DuplicateFrames += part.DuplicateFrames;
    }

    internal void Count(DecodeOutcome outcome, int frames)
    {
        Frames += frames;
        _outcomes[(int)outcome] += frames;
    }
}
