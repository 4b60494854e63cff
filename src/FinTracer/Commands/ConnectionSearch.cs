using System.Collections.Generic;
using System.IO;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Reporting.Ladders;
using FinTracer.Sources;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Commands;

/// <summary>
/// The first of two passes: which connection has this number, or holds this frame? Its segments may have come long before that is known, so they
/// are noted in the second.
/// </summary>
sealed class ConnectionSearch(ConnectionChoice choice, TraceOptions trace) : ISegmentListener
{
    IReadOnlyList<CaptureInput> _inputs = [];
    FrameId _wanted;
    LadderTarget? _found;

    /// <summary>Reads the source; null when nothing of it was meant.</summary>
    public LadderTarget? Run(IFrameSource source, CancellationToken stop)
    {
        _inputs = source.Inputs;
        if (choice.Frame is { } frame) { _wanted = new FrameId(FileOf(), frame); }
        bool listens = choice.Frame is not null;
        var pipeline = new TracePipeline(listens ? trace with { Threads = 1 } : trace, new PacketDotNetLinkDecoder(), listens ? this : null);
        _ = pipeline.Run(source, Decided, stop);
        return _found;
    }

    /// <inheritdoc/>
    public void Observed(in SegmentObservation observation)
    {
        if (observation.Segment.Frame == _wanted)
        {
            _found = new LadderTarget(observation.Segment.Source, observation.Segment.Destination, observation.Connection);
        }
    }

    /// <inheritdoc/>
    public void SynMetConnection(FrameId attempt, FrameId connection)
    {
        if (_found is { } found && found.FirstFrame == attempt) { _found = found with { FirstFrame = connection }; }
    }

    void Decided(ConnectionReport report)
    {
        if (report.Id == choice.Id) { _found = new LadderTarget(report.Initiator, report.Responder, report.FirstFrame); }
    }

    int FileOf()
    {
        if (choice.FrameFile is null)
        {
            return _inputs.Count == 1 ? 0 : throw new CommandException(ExitCode.Usage, "--frame: with several inputs give FILE:N, since frames are counted in each");
        }
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Name == choice.FrameFile || Path.GetFileName(_inputs[i].Name) == choice.FrameFile) { return i; }
        }
        throw new CommandException(ExitCode.Usage, $"--frame: {choice.FrameFile} is none of the inputs");
    }
}
