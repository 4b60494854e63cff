using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Reporting.Zeek;
using FinTracer.Selection;
using FinTracer.Sources;

namespace FinTracer.Commands;

/// <summary>One run of <c>fintracer analyze</c>: inputs → pipeline → sums and report.</summary>
sealed class AnalyzeRun(AnalyzeOptions options, IInputOpener opener, ProgramEnvironment environment)
{
    /// <summary>Carries it out and returns the exit code. <paramref name="stop"/> ends the reading; what had been read is reported.</summary>
    public int Execute(CancellationToken stop)
    {
        DestinationOpener.RefuseToOverwrite(options.Inputs, options.Output);
        RefuseBinaryOnTerminal(options, environment);
        OpenedInputs inputs = opener.Open(options.Inputs, options.Filter, stop: stop);
        if (inputs.OctetsOnDisk >= HugePages.WorthwhileOctets) { HugePages.Use(); }
        using IFrameSource source = inputs.Source;
        using MemoryStream? page = IsPaged ? new() : null; // the pager starts when there is something to show
        using ReportDestination destination = page is null ? DestinationOpener.Open(options.Output, environment) : ReportDestination.To(page);
        var names = new InputNames(source.Inputs);
        ZeekConnections? zeek = options.Format == ReportFormat.Zeek ? new() : null;
        IReportWriter unordered = ReportWriters.Create(options.Format, destination.Stream, names, Table(), zeek);
        IReportWriter ordered = options.Selection.Ordered(unordered, names.Of, options.Format == ReportFormat.Table ? Table().Top : null);
        using var writer = new GuardedWriter(ordered, OutputName);
        ReportSummary summary = Analyze(inputs, names, writer, zeek, stop);
        if (summary.Interrupted) { InputReport.ForgiveCutPipes(summary.Inputs); }
        int exitCode = InputReport.ExitCodeFor(summary.Inputs, inputs);
        if (exitCode is ExitCode.Done or ExitCode.InputErrors)
        {
            writer.End(summary);
            if (page is null) { RunFiles.Commit(destination, writer); }
            else { Show(page, writer); }
        }
        Tell(summary, inputs);
        return exitCode is ExitCode.Done or ExitCode.InputErrors && summary.Sums.Findings.Any(finding => options.FailOn.Contains(finding.Code)) ? ExitCode.Finding : exitCode;
    }

    string OutputName => options.Output is { } path ? Sanitizer.Clean(path) : "standard output";

    ReportSummary Analyze(OpenedInputs inputs, InputNames names, GuardedWriter writer, ZeekConnections? zeek, CancellationToken stop)
    {
        TraceOptions trace = zeek is null ? options.Trace : options.Trace with { Threads = 1 }; // it follows every segment in turn
        ConnectionSelection? selection = options.Selection.LeavesOut ? options.Selection.ToSelection(names.Of) : null;
        var stage = new AnalyzeStage(options.Sums, trace.Threads, selection, writer);
        bool showProgress = environment.ErrorIsTerminal && !options.Quiet;
        var progress = new ProgressLine(environment.Error, environment.Clock, inputs.OctetsOnDisk);
        IFrameSource source = showProgress ? new ProgressSource(inputs.Source, progress) : inputs.Source;
        TraceResult result;
        try
        {
            result = new TracePipeline(trace, new PacketDotNetLinkDecoder(), zeek).Run(source, stage, stop);
        }
        finally
        {
            progress.Clear();
        }
        FrameCounts counts = CountsOf(result, source.Inputs, inputs.Filtered());
        return new()
        {
            Inputs = source.Inputs,
            Counts = counts,
            Sums = stage.Sums().Summarize(counts, EndOf(source.Inputs)),
            Filter = options.Filter,
            Selection = selection is null ? null : new(options.Selection.Where, options.Selection.Services, options.Selection.Hosts, selection.LeftOut),
            Interrupted = stop.IsCancellationRequested,
        };
    }

    /// <summary>The last moment of the capture, frames of other protocols included; null when there was none.</summary>
    internal static long? EndOf(IReadOnlyList<CaptureInput> inputs)
    {
        long? end = null;
        foreach (CaptureInput input in inputs)
        {
            if ((input.CaptureEndNs ?? input.LastTimestampNs) is { } last) { end = Math.Max(Math.Max(last, input.LastTimestampNs ?? last), end ?? last); }
        }
        return end;
    }

    /// <summary>What became of the frames, from what the run and the inputs counted.</summary>
    internal static FrameCounts CountsOf(TraceResult result, IReadOnlyList<CaptureInput> inputs, long filtered)
    {
        long? dropped = null;
        foreach (CaptureInput input in inputs)
        {
            if (input.DroppedBySystem is { } some) { dropped = (dropped ?? 0) + some; }
        }
        return new()
        {
            Frames = result.Frames,
            TcpSegments = result.Segments,
            NotTcp = result[DecodeOutcome.NotTcp],
            Fragments = result[DecodeOutcome.Fragment],
            Truncated = result[DecodeOutcome.Truncated],
            Undecodable = result[DecodeOutcome.Malformed] + result[DecodeOutcome.UnknownLinkType] + result[DecodeOutcome.TooDeep],
            Duplicates = result.DuplicateFrames,
            BadChecksums = result.BadChecksums,
            Strays = result.Strays,
            Evicted = result.Evicted,
            Filtered = filtered,
            DroppedBySystem = dropped,
        };
    }

    bool OnTerminal => options.Output is null && environment.TerminalWidth is not null;

    bool IsPaged => OnTerminal && options.Format == ReportFormat.Table && !options.NoPager;

    TableOptions Table() => TableOf(options, environment);

    /// <summary>How a page for people is to look.</summary>
    internal static TableOptions TableOf(AnalyzeOptions options, ProgramEnvironment environment)
    {
        bool onTerminal = options.Output is null && environment.TerminalWidth is not null;
        return new(options.Selection.Top ?? TableOptions.DefaultTop, onTerminal ? environment.TerminalWidth : null, onTerminal && environment.ColorsWelcome && !options.NoColor)
        {
            InOrderOfArrival = options.Selection.Sort is not null,
        };
    }

    /// <summary>Columns for programs do a terminal no good.</summary>
    internal static void RefuseBinaryOnTerminal(AnalyzeOptions options, ProgramEnvironment environment)
    {
        if (options.Format == ReportFormat.Parquet && options.Output is null && environment.TerminalWidth is not null)
        {
            throw new CommandException(ExitCode.Usage, "--format parquet is binary and standard output is a terminal: name a file with -o, or send it into a pipe");
        }
    }

    /// <summary>Shows a finished page by the pager, or as it is where there is none.</summary>
    void Show(MemoryStream page, GuardedWriter writer)
    {
        using Pager? pager = Pager.Start(environment);
        using ReportDestination shown = pager is null ? environment.OpenOutput() : ReportDestination.To(pager.Input);
        try
        {
            page.WriteTo(shown.Stream);
            shown.Commit();
        }
        catch (IOException) when (pager is not null)
        {
            // The reader had seen enough before all of it was written.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw writer.Explain(failure);
        }
    }

    void Tell(ReportSummary summary, OpenedInputs inputs)
    {
        InputReport.Tell(environment, summary.Inputs, inputs.Remarks());
        if (summary.Interrupted) { environment.Error.WriteLine("fintracer: stopped; the report covers what had been read"); }
    }
}
