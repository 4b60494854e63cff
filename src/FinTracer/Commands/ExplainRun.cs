using System;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Reporting;
using FinTracer.Reporting.Ladders;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;

namespace FinTracer.Commands;

/// <summary>One run of <c>fintracer explain</c>: find the connection, follow it through the pipeline, draw it.</summary>
sealed class ExplainRun(ExplainOptions options, IInputOpener opener, ProgramEnvironment environment)
{
    /// <summary>Carries it out and returns the exit code.</summary>
    public int Execute(CancellationToken stop)
    {
        DestinationOpener.RefuseToOverwrite(options.Inputs, options.Output);
        LadderTarget? target = options.Choice.Tuple is { } tuple ? new LadderTarget(tuple.One, tuple.Other) : Search(stop);
        if (target is not { } wanted) { return Missing(); }
        OpenedInputs inputs = opener.Open(options.Inputs, options.Filter, stop: stop);
        using IFrameSource source = inputs.Source;
        var names = new InputNames(source.Inputs);
        var recorder = new LadderRecorder(wanted, names, options.All);
        WithProgress(inputs, shown => new TracePipeline(options.Trace with { Threads = 1 }, new PacketDotNetLinkDecoder(), recorder).Run(shown, recorder.Decided, stop));
        InputReport.Tell(environment, source.Inputs, inputs.Remarks());
        if (stop.IsCancellationRequested) { environment.Error.WriteLine("fintracer: stopped; the ladder covers what had been read"); }
        int exitCode = InputReport.ExitCodeFor(source.Inputs, inputs);
        if (exitCode is not (ExitCode.Done or ExitCode.InputErrors)) { return exitCode; }
        if (recorder.Found == 0) { return Missing(); }
        Write(recorder, names);
        return exitCode;
    }

    LadderTarget? Search(CancellationToken stop)
    {
        if (options.Inputs.Contains(InputFile.StandardInput))
        {
            throw new CommandException(ExitCode.Usage, "standard input can be read only once: name the connection by --tuple");
        }
        OpenedInputs inputs = opener.Open(options.Inputs, options.Filter, stop: stop);
        using IFrameSource source = inputs.Source;
        LadderTarget? found = null;
        WithProgress(inputs, shown => found = new ConnectionSearch(options.Choice, options.Trace).Run(shown, stop));
        if (found is not null) { return found; }
        InputReport.Tell(environment, source.Inputs, inputs.Remarks());
        int exitCode = InputReport.ExitCodeFor(source.Inputs, inputs);
        return exitCode is ExitCode.NothingRead or ExitCode.Permission ? throw new CommandException(exitCode, "nothing could be read") : null;
    }

    /// <summary>Reads the inputs, and shows on a terminal how far the reading has come.</summary>
    void WithProgress(OpenedInputs inputs, Action<IFrameSource> read)
    {
        if (!environment.ErrorIsTerminal || options.Quiet)
        {
            read(inputs.Source);
            return;
        }
        var progress = new ProgressLine(environment.Error, environment.Clock, inputs.OctetsOnDisk);
        try
        {
            read(new ProgressSource(inputs.Source, progress));
        }
        finally
        {
            progress.Clear();
        }
    }

    int Missing()
    {
        string what = options.Choice.Frame is null ? "is not in the input" : "belongs to no TCP connection of the input";
        environment.Error.WriteLine($"fintracer: {Sanitizer.Clean(options.Choice.ToString())} {what}");
        return ExitCode.Usage;
    }

    void Write(LadderRecorder recorder, InputNames names)
    {
        if (recorder.Found > recorder.Ladders.Count)
        {
            environment.Error.WriteLine($"fintracer: the first {recorder.Ladders.Count} of {recorder.Found} lives of the four-tuple are shown; --connection shows any");
        }
        using Pager? pager = Pager();
        using ReportDestination destination = pager is null ? DestinationOpener.Open(options.Output, environment) : ReportDestination.To(pager.Input);
        try
        {
            LadderWriters.Write(options.Format, destination.Stream, recorder.Ladders, names, Style());
            destination.Commit();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw GuardedWriter.Explain(failure, options.Output ?? "standard output");
        }
    }

    bool OnTerminal => options.Output is null && environment.TerminalWidth is not null && options.Format == LadderFormat.Text;

    Pager? Pager() => OnTerminal && !options.NoPager ? Commands.Pager.Start(environment) : null;

    LadderStyle Style() => new(OnTerminal ? environment.TerminalWidth : null, OnTerminal && environment.ColorsWelcome && !options.NoColor);
}
