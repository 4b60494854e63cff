using System;
using System.IO;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Live;
using FinTracer.Reporting;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;
using FinTracer.Sources.Live;
using FinTracer.Verdicts;

namespace FinTracer.Commands;

/// <summary>One run of <c>fintracer live</c>: interfaces → pipeline → records as they are decided, and the sums at the end.</summary>
sealed class LiveRun(LiveOptions options, ProgramEnvironment environment)
{
    readonly CaptureSums _sums = new(new SumsOptions { TimeWaitNs = options.Trace.Tracking.TimeWait.LengthNs });
    readonly LiveTotals _totals = new();

    /// <summary>Carries it out and returns the exit code. Signals are taken from the moment on at which everything is open.</summary>
    public int Execute()
    {
        CheckFilter();
        using LiveSource source = OpenSource();
        using ReportDestination destination = RunFiles.OpenDestination(options.Output, environment);
        using CaptureFiles? files = OpenFiles(source);
        if (!Privileges.Drop(keepFileAccess: options.Write is not null || options.Output is not null))
        {
            Say("the capabilities could not be dropped");
        }

        using var interruption = new Interruption();
        using var writer = new GuardedWriter(CreateWriter(destination.Stream, source), RunFiles.NameOf(options.Output));
        var pipeline = new LivePipeline(options.Trace, connection => Report(connection, writer), new PacketDotNetLinkDecoder());
        var loop = new LiveLoop(source, pipeline, writer, files, new(options.Duration, options.Count, options.Idle), environment.Clock);
        loop.EverySecond = () => TellFailures(source);
        if (!options.Quiet)
        {
            Say($"capturing on {source.Input.Name}, filter '{options.Capture.Filter}'; Ctrl-C ends it with the report");
        }

        try
        {
            LiveEnd end = loop.Run(interruption.Token);
            return Finish(end, loop, source, pipeline, writer, destination, files);
        }
        catch (OutputClosedException)
        {
            EndFiles(files, source.NowNs);
            TellEnd(source);
            Say($"{RunFiles.NameOf(options.Output)} was closed by its reader; {ShortText.Count(_totals.Connections)} connections had been decided");
            return ExitCode.Done;
        }
    }

    int Finish(LiveEnd end, LiveLoop loop, LiveSource source, LivePipeline pipeline, GuardedWriter writer, ReportDestination destination, CaptureFiles? files)
    {
        source.CountDrops();
        bool wrote = EndFiles(files, end.TimeNs) && loop.WriteFailure is null;
        if (loop.WriteFailure is { } failure)
        {
            TellWriteFailure(files!, failure);
        }

        source.Input.CaptureEndNs = end.TimeNs;
        pipeline.Complete(end.TimeNs);
        writer.End(SummaryOf(source, pipeline));
        RunFiles.Commit(destination, writer);
        TellFailures(source);
        TellEnd(source);
        return wrote && end.Kind != LiveEndKind.InterfacesFailed ? ExitCode.Done : ExitCode.InputErrors;
    }

    /// <summary>A document holds each connection once; lines tell it again when it changes.</summary>
    void Report(ConnectionReport connection, GuardedWriter writer)
    {
        _totals.Add(connection);
        bool document = options.Format == ReportFormat.Json;
        if (connection.Final && options.Format is ReportFormat.Table or ReportFormat.Json)
        {
            _sums.Add(connection); // lines have no sums, so that they can run for months
        }

        if (!document)
        {
            writer.Connection(connection);
        }
        else if (connection.Final)
        {
            writer.Connection(connection with { Revision = 0 });
        }
    }

    ReportSummary SummaryOf(LiveSource source, LivePipeline pipeline)
    {
        CaptureInput[] inputs = [source.Input];
        FrameCounts counts = AnalyzeRun.CountsOf(pipeline.Result, inputs, filtered: 0);
        return new()
        {
            Inputs = inputs,
            Counts = counts,
            Sums = _sums.Summarize(counts, AnalyzeRun.EndOf(inputs)),
            Filter = options.Capture.Filter.Length == 0 ? null : options.Capture.Filter,
        };
    }

    IReportWriter CreateWriter(Stream stream, LiveSource source)
    {
        var names = new InputNames([source.Input]);
        bool onTerminal = options.Output is null && environment.TerminalWidth is not null;
        var table = new TableOptions(0, onTerminal ? environment.TerminalWidth : null, onTerminal && environment.ColorsWelcome && !options.NoColor);
        return options.Format switch
        {
            ReportFormat.Table => new LiveLines(stream, names, table),
            ReportFormat.Csv => new Reporting.Csv.CsvReportWriter(stream, names, revisions: true),
            var other => ReportWriters.Create(other, stream, names, table),
        };
    }

    void CheckFilter()
    {
        if (options.Capture.Filter.Length == 0 || !NativeLibpcap.IsInstalled)
        {
            return; // without libpcap there is a better message
        }

        try
        {
            BpfFilter.Compile(options.Capture.Filter).Dispose();
        }
        catch (FilterException wrong)
        {
            throw new CommandException(ExitCode.Usage, wrong.Message, wrong);
        }
    }

    LiveSource OpenSource()
    {
        try
        {
            return new(CaptureInterfaces.Open(options.Interfaces, options.Capture), environment.Clock);
        }
        catch (LiveCaptureException refused)
        {
            throw InterfacesRun.Explain(refused);
        }
    }

    CaptureFiles? OpenFiles(LiveSource source)
    {
        if (options.Write is not { } write)
        {
            return null;
        }

        try
        {
            return new(write, source);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            int code = refused is UnauthorizedAccessException ? ExitCode.Permission : ExitCode.NothingRead;
            throw new CommandException(code, $"{Sanitizer.Clean(write.Path)}: cannot write the capture: {SystemMessage.Of(refused)}", refused);
        }
    }

    /// <summary>False when the last file could not be completed.</summary>
    bool EndFiles(CaptureFiles? files, long endNs)
    {
        try
        {
            files?.Finish(endNs);
            return true;
        }
        catch (IOException failure)
        {
            TellWriteFailure(files!, failure);
            return false;
        }
    }

    void TellWriteFailure(CaptureFiles files, IOException failure)
        => Say($"{files.Current}: cannot write the capture: {SystemMessage.Of(failure)}; it ends there, and so does this run");

    void TellFailures(LiveSource source)
    {
        foreach (LiveDevice device in source.NewFailures())
        {
            Say($"{device.Name}: no more can be captured: {device.Failure}");
        }
    }

    /// <summary>Losses are told whatever else is not.</summary>
    void TellEnd(LiveSource source)
    {
        long dropped = source.Input.DroppedBySystem ?? 0;
        if (!options.Quiet || dropped > 0)
        {
            string elsewhere = source.CountInterfaceDrops() is { } before ? $"; the interface itself dropped {ShortText.Count(before)} of any kind" : "";
            Say($"{ShortText.Count(source.Input.Frames)} frames captured on {source.Input.Name}, {ShortText.Count(dropped)} dropped{elsewhere}");
        }
    }

    void Say(string line) => environment.Error.WriteLine("fintracer: " + Sanitizer.Clean(line));
}
