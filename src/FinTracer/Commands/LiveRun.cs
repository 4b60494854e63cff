using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
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
    /// <summary>Connections of which everything is told again at the end, whether it has changed or not: a fraction of a second for one processor.</summary>
    const int ToldAgainAtMost = 100_000;

    readonly LiveForm _form = new(options.Format);
    readonly SumsOptions _sumsOptions = new() { TimeWaitNs = options.Trace.Tracking.TimeWait.LengthNs };
    readonly CaptureSums _sums = new(new() { TimeWaitNs = options.Trace.Tracking.TimeWait.LengthNs });
    readonly LiveTotals _totals = new();
    LiveSnapshot? _latest;
    Action<string>? _say; // where to, while standard error is part of the picture

    /// <summary>Carries it out and returns the exit code. Signals are taken from the moment on at which everything is open.</summary>
    public int Execute()
    {
        CheckFilter();
        HugePages.Allow();
        using LiveSource source = OpenSource();
        using ReportDestination destination = DestinationOpener.Open(options.Output, environment);
        using CaptureFiles? files = OpenFiles(source);
        using LiveMetrics? metrics = options.Metrics is null ? null : new();
        using MetricsEndpoint? endpoint = OpenEndpoint();
        if (!Privileges.Drop(keepFileAccess: options.Write is not null || options.Output is not null))
        {
            Say("the capabilities could not be dropped");
        }

        using var interruption = new Interruption();
        endpoint?.Start();
        using var writer = new GuardedWriter(CreateWriter(destination.Stream, source), RunFiles.NameOf(options.Output));
        var pipeline = new LivePipeline(options.Trace, connection => Report(connection, writer), new PacketDotNetLinkDecoder());
        var loop = new LiveLoop(source, pipeline, writer, files, new(options.Duration, options.Count, options.Idle), environment.Clock);
        try
        {
            return Finish(Run(loop, source, pipeline, metrics, interruption), loop, source, pipeline, writer, destination, files);
        }
        catch (OutputClosedException)
        {
            EndFiles(files, source.NowNs);
            source.CountDrops();
            TellEnd(source);
            Say($"{RunFiles.NameOf(options.Output)} was closed by its reader; {ShortText.Count(_totals.Connections)} connections had been decided");
            return ExitCode.Done;
        }
    }

    LiveEnd Run(LiveLoop loop, LiveSource source, LivePipeline pipeline, LiveMetrics? metrics, Interruption interruption)
    {
        LiveView? view = !ShowsView ? null : new(environment.Output, environment.TerminalSize, environment.ColorsWelcome && !options.NoColor, _sumsOptions, options.Sort);
        var snapshots = new SnapshotTaker(source, pipeline, _totals, options.Kernel);
        loop.EverySecond = () =>
        {
            TellFailures(source);
            if (metrics is not null || view is not null || options.Kernel)
            {
                _latest = snapshots.Take(loop.Running);
                metrics?.Publish(_latest);
                view?.Show(_latest);
            }
        };
        if (view is null)
        {
            if (!options.Quiet)
            {
                Say($"capturing on {source.Input.Name}, filter '{options.Capture.Filter}'; Ctrl-C ends it with the report");
            }

            return loop.Run(interruption.Token);
        }

        loop.EveryTick = () =>
        {
            view.Fit();
            if (view.TakeKeys()) { interruption.Stop(); }
        };
        _say = view.Note;
        try
        {
            return view.During(() => loop.Run(interruption.Token));
        }
        finally
        {
            _say = null;
            foreach (string line in view.Notes)
            {
                Say(line);
            }
        }
    }

    /// <summary>The view takes the place of the lines when a person looks at the page itself.</summary>
    bool ShowsView => options is { Format: ReportFormat.Table, Output: null, Quiet: false }
        && environment.TerminalWidth is not null && environment.Variable("TERM") != "dumb";

    int Finish(LiveEnd end, LiveLoop loop, LiveSource source, LivePipeline pipeline, GuardedWriter writer, ReportDestination destination, CaptureFiles? files)
    {
        source.CountDrops();
        bool wrote = EndFiles(files, end.TimeNs) && loop.WriteFailure is null;
        if (loop.WriteFailure is { } failure)
        {
            TellWriteFailure(files!, failure);
        }

        TellFailures(source);
        source.BeginEnd();
        source.Input.CaptureEndNs = end.TimeNs;
        TellLast(pipeline, end.TimeNs, writer);
        writer.End(SummaryOf(source, pipeline));
        RunFiles.Commit(destination, writer);
        if (end.Behind)
        {
            Say("packets captured before the signal were still waiting; they are not in the report");
        }

        TellKernel();
        TellEnd(source);
        return wrote && end.Kind != LiveEndKind.InterfacesFailed ? ExitCode.Done : ExitCode.InputErrors;
    }

    /// <summary>
    /// Somebody waits for the end. A document and the sums need every connection; lines for programs have told those that closed, and with very many of them
    /// only those are told again of which something else is to be said.
    /// </summary>
    void TellLast(LivePipeline pipeline, long endNs, GuardedWriter writer)
    {
        int held = pipeline.Held;
        if (held > ToldAgainAtMost && !options.Quiet)
        {
            Say($"ending: {ShortText.Count(held)} connections are at hand; a second signal ends at once, without them");
        }

        if (held > ToldAgainAtMost) { CollectionsAtEnd.KeepOut(held); }
        writer.Flush();
        int workers = Environment.ProcessorCount;
        var last = new LastRecords(_form, workers, _sumsOptions, writer, _totals);
        int untold = pipeline.Complete(endNs, last, workers, _form.HasSums ? int.MaxValue : ToldAgainAtMost);
        last.AddSumsTo(_sums);
        if (untold > 0 && !options.Quiet)
        {
            Say($"{ShortText.Count(untold)} connections at hand are not told again as final: their last record still holds");
        }
    }

    /// <summary>A document holds each connection once; lines tell it again when it changes.</summary>
    void Report(in ConnectionReport connection, GuardedWriter writer)
    {
        _totals.Add(connection);
        if (connection.Final && _form.HasSums)
        {
            _sums.Add(connection);
        }

        if (!_form.IsDocument)
        {
            writer.Connection(connection);
        }
        else if (connection.Final)
        {
            writer.Connection(connection);
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
            ReportFormat.Table when !ShowsView => new LiveLines(stream, names, table),
            ReportFormat.Csv => new Reporting.Csv.CsvReportWriter(stream, names, revisions: true),
            var other => ReportWriters.Create(other, stream, names, table, zeek: null),
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

    MetricsEndpoint? OpenEndpoint()
    {
        if (options.Metrics is not { } address)
        {
            return null;
        }

        try
        {
            return new(address, () => PrometheusText.Of(LiveMetrics.MeterName));
        }
        catch (SocketException refused)
        {
            int code = refused.SocketErrorCode == SocketError.AccessDenied ? ExitCode.Permission : ExitCode.NothingRead;
            throw new CommandException(code, $"{address}: cannot offer metrics: {SystemMessage.Of(refused)}", refused);
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
            int code = refused is UnauthorizedAccessException or UnsafePathException ? ExitCode.Permission : ExitCode.NothingRead;
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

        foreach ((LiveDevice device, bool up) in source.StateChanges())
        {
            Say(up ? $"{device.Name}: the interface is up again" : $"{device.Name}: the interface is down; nothing comes until it is up again");
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

    /// <summary>Ours beside the kernel's, as they stood within the last second.</summary>
    void TellKernel()
    {
        if (_latest is not { KernelTimeWait: { } kernel } latest)
        {
            return;
        }

        foreach ((UInt128 holder, int count) in kernel.OrderByDescending(each => each.Value).ThenBy(each => each.Key).Take(LiveMetrics.MaxGauges))
        {
            Say($"TIME-WAIT held by {AddressText.ToText(holder)}: kernel {ShortText.Count(count)}, here {ShortText.Count(latest.Census.TimeWait.GetValueOrDefault(holder).Count)}");
        }
    }

    void Say(string line)
    {
        line = Sanitizer.Clean(line);
        if (_say is { } say)
        {
            say(line);
            return;
        }

        environment.Error.WriteLine("fintracer: " + line);
    }
}
