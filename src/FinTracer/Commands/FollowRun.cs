using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Csv;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Selection;
using FinTracer.Sources;
using FinTracer.Verdicts;

namespace FinTracer.Commands;

/// <summary>
/// One run of <c>fintracer analyze --follow</c>: an input that is still being written, and records of its connections as they close, as <c>live</c> tells them.
/// One thread; what waits for the input calls back ten times a second.
/// </summary>
sealed class FollowRun(AnalyzeOptions options, IInputOpener opener, ProgramEnvironment environment)
{
    const int FramesBetweenLooks = 64;

    readonly CaptureSums _sums = new(options.Sums);
    readonly FollowClock _clock = new(environment.Clock, options.Idle);
    LivePipeline? _pipeline;
    GuardedWriter? _writer;
    ConnectionSelection? _selection;
    CancellationTokenSource? _end;
    long _earliestNs = long.MaxValue;
    long _leftOut;
    long _framesHeard;

    /// <summary>Lines are told again when a connection changes; a document, and what is put in order, holds each connection once.</summary>
    bool IsDocument => options.Format is not (ReportFormat.Table or ReportFormat.Ndjson or ReportFormat.Csv) || options.Selection.Sort is not null || options.Selection.Top is not null;

    /// <summary>Carries it out and returns the exit code. <paramref name="stop"/> ends the reading; what had been read is reported.</summary>
    public int Execute(CancellationToken stop)
    {
        RefuseSeveral();
        DestinationOpener.RefuseToOverwrite(options.Inputs, options.Output);
        AnalyzeRun.RefuseBinaryOnTerminal(options, environment);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _end = end;
        using ReportDestination destination = DestinationOpener.Open(options.Output, environment);
        if (!options.Quiet) { Say($"following {(options.Inputs[0] == InputFile.StandardInput ? "standard input" : options.Inputs[0])}; Ctrl-C ends it with the report"); }
        OpenedInputs inputs = opener.Open(options.Inputs, options.Filter, WhileWaiting, end.Token);
        using IFrameSource source = inputs.Source;
        var names = new InputNames(source.Inputs);
        using var writer = new GuardedWriter(CreateWriter(destination.Stream, names), RunFiles.NameOf(options.Output));
        _selection = options.Selection.LeavesOut ? options.Selection.ToSelection(names.Of) : null;
        _writer = writer;
        var pipeline = new LivePipeline(options.Trace, Report, new PacketDotNetLinkDecoder());
        _pipeline = pipeline;
        Read(source, pipeline, end.Token);
        pipeline.Complete(AnalyzeRun.EndOf(source.Inputs) ?? 0);

        if (end.IsCancellationRequested) { InputReport.ForgiveCutEnd(source.Inputs); }
        int exitCode = InputReport.ExitCodeFor(source.Inputs, inputs);
        ReportSummary summary = SummaryOf(source.Inputs, inputs, stop.IsCancellationRequested);
        if (exitCode is ExitCode.Done or ExitCode.InputErrors)
        {
            writer.End(summary);
            RunFiles.Commit(destination, writer);
        }
        InputReport.Tell(environment, source.Inputs, inputs.Remarks());
        return exitCode is ExitCode.Done or ExitCode.InputErrors && summary.Sums.Findings.Any(finding => options.FailOn.Contains(finding.Code)) ? ExitCode.Finding : exitCode;
    }

    void Read(IFrameSource source, LivePipeline pipeline, CancellationToken end)
    {
        for (int frames = 1; !end.IsCancellationRequested && source.TryRead(out Frame frame); frames++)
        {
            pipeline.Take(frame);
            _earliestNs = Math.Min(_earliestNs, frame.TimestampNs);
            if (frames % FramesBetweenLooks != 0) { continue; }
            _clock.Heard();
            HandOn();
        }
    }

    /// <summary>The input has nothing to give at present.</summary>
    void WhileWaiting()
    {
        if (_pipeline is { Result.Frames: var frames } && frames != _framesHeard)
        {
            _framesHeard = frames;
            _clock.Heard();
        }
        HandOn();
        if (_clock.IsIdle) { _end!.Cancel(); }
    }

    /// <summary>Ten times a second: the records of what has closed. Nobody waits for frames from before the earliest of those that came since.</summary>
    void HandOn()
    {
        if (!_clock.IsTick() || _earliestNs == long.MaxValue) { return; }
        _pipeline!.Settle(_earliestNs);
        _earliestNs = long.MaxValue;
        _writer!.Flush();
    }

    void Report(ConnectionReport connection)
    {
        if (_selection?.Holds(connection) == false)
        {
            _leftOut += connection.Final ? 1 : 0;
            return;
        }
        if (connection.Final) { _sums.Add(connection); }
        if (!IsDocument) { _writer!.Connection(connection); }
        else if (connection.Final) { _writer!.Connection(connection with { Revision = 0 }); }
    }

    IReportWriter CreateWriter(Stream stream, InputNames names)
    {
        TableOptions table = AnalyzeRun.TableOf(options, environment);
        IReportWriter writer = options.Format switch
        {
            ReportFormat.Table when !IsDocument => new LiveLines(stream, names, table),
            ReportFormat.Csv when !IsDocument => new CsvReportWriter(stream, names, revisions: true),
            var other => ReportWriters.Create(other, stream, names, table, zeek: null),
        };
        return options.Selection.Ordered(writer, names.Of, options.Format == ReportFormat.Table ? table.Top : null);
    }

    ReportSummary SummaryOf(IReadOnlyList<CaptureInput> read, OpenedInputs inputs, bool interrupted)
    {
        FrameCounts counts = AnalyzeRun.CountsOf(_pipeline!.Result, read, inputs.Filtered());
        return new()
        {
            Inputs = read,
            Counts = counts,
            Sums = _sums.Summarize(counts, AnalyzeRun.EndOf(read)),
            Filter = options.Filter,
            Selection = _selection is null ? null : new(options.Selection.Where, options.Selection.Services, options.Selection.Hosts, _leftOut),
            Interrupted = interrupted,
        };
    }

    /// <summary>Of several inputs the next frame in time is only known when all have given one: one that is silent would hold up the others.</summary>
    void RefuseSeveral()
    {
        if (options.Inputs.Count != 1 || Directory.Exists(options.Inputs[0]) || (!File.Exists(options.Inputs[0]) && FilePattern.IsPattern(options.Inputs[0])))
        {
            throw new CommandException(ExitCode.Usage, "--follow takes one file, a pipe or -");
        }
    }

    void Say(string line) => environment.Error.WriteLine("fintracer: " + Sanitizer.Clean(line));
}
