using System;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Reporting;
using FinTracer.Reporting.Annotations;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;

namespace FinTracer.Commands;

/// <summary>One run of <c>fintracer annotate</c>: the capture is analysed, then copied frame by frame with the comments.</summary>
sealed class AnnotateRun(AnnotateOptions options, ProgramEnvironment environment)
{
    /// <summary>Carries it out and returns the exit code. <paramref name="stop"/> ends it without a copy.</summary>
    public int Execute(CancellationToken stop)
    {
        RefuseWhatCannotWork();
        var comments = new FrameComments();
        using IFrameSource source = Open(out CaptureInput input);
        new TracePipeline(options.Trace, new PacketDotNetLinkDecoder(), comments).Run(source, comments.Add, stop);
        if (stop.IsCancellationRequested) { return ExitCode.Interrupted; }
        if (input.Frames == 0 && input.Problems.Count > 0)
        {
            Tell(input);
            return IsDenied() ? ExitCode.Permission : ExitCode.NothingRead;
        }
        return Copy(comments, stop);
    }

    bool ToStandardOutput => options.Output == InputFile.StandardInput;

    string OutputName => ToStandardOutput ? "standard output" : Sanitizer.Clean(options.Output);

    int Copy(FrameComments comments, CancellationToken stop)
    {
        using IFrameSource source = Open(out CaptureInput input);
        using ReportDestination destination = OpenDestination();
        try
        {
            using var buffered = new BufferedStream(destination.Stream, 1 << 20);
            if (source is PcapngReader blocks) { CopyBlocks(blocks, buffered, comments, stop); }
            else { CopyFrames(source, input, buffered, comments, stop); }
            if (stop.IsCancellationRequested) { return ExitCode.Interrupted; }
            buffered.Flush();
            destination.Commit();
        }
        catch (IOException failure)
        {
            throw GuardedWriter.Explain(failure, OutputName);
        }
        Tell(input);
        return input.Problems.Count > 0 ? ExitCode.InputErrors : ExitCode.Done;
    }

    /// <summary>A pcapng capture stays what it is, block by block.</summary>
    void CopyBlocks(PcapngReader source, Stream output, FrameComments comments, CancellationToken stop)
    {
        var copy = new PcapngCopy(output, comments.Of);
        source.Blocks = copy;
        while (!stop.IsCancellationRequested && source.MoveNext())
        {
            // The copy takes the blocks as they pass.
        }
        if (copy.WithoutRoom > 0)
        {
            environment.Error.WriteLine($"fintracer: {OutputName}: {ShortText.Count(copy.WithoutRoom, "frame stands", "frames stand")} in simple packet blocks, which have no room for comments");
        }
    }

    /// <summary>Other formats have one kind of frames and no comments.</summary>
    static void CopyFrames(IFrameSource source, CaptureInput input, Stream output, FrameComments comments, CancellationToken stop)
    {
        var writer = new PcapngWriter(output, "fintracer");
        int described = 0;
        while (!stop.IsCancellationRequested && source.TryRead(out Frame frame))
        {
            for (; described <= frame.InterfaceId; described++)
            {
                writer.AddInterface(described < input.Interfaces.Count ? input.Interfaces[described] : new CaptureInterface(described, frame.LinkType, 0, null), filter: null);
            }
            writer.Write(frame, comments.Of(frame.Id.Number));
        }
        for (; described < input.Interfaces.Count; described++) { writer.AddInterface(input.Interfaces[described], filter: null); }
        writer.Flush();
    }

    IFrameSource Open(out CaptureInput input)
    {
        IFrameSource source = InputSet.Open([new InputFile(options.Input)]);
        input = source.Inputs[0];
        return source;
    }

    void RefuseWhatCannotWork()
    {
        if (options.Input == InputFile.StandardInput) { throw new CommandException(ExitCode.Usage, "annotate reads the capture twice: name a file, not standard input"); }
        if (!File.Exists(options.Input)) { throw new CommandException(ExitCode.NothingRead, $"{options.Input}: no such file"); }
        if (ToStandardOutput && environment.TerminalWidth is not null)
        {
            throw new CommandException(ExitCode.Usage, "the copy is binary and standard output is a terminal: name a file, or send it into a pipe");
        }
        if (!ToStandardOutput && Path.GetFullPath(options.Input) == Path.GetFullPath(options.Output))
        {
            throw new CommandException(ExitCode.Usage, $"{OutputName}: is the input; the copy would replace the capture");
        }
    }

    ReportDestination OpenDestination()
    {
        if (ToStandardOutput) { return environment.OpenOutput(); }
        try
        {
            return ReportDestination.ToFile(options.Output);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            int code = refused is UnauthorizedAccessException ? ExitCode.Permission : ExitCode.NothingRead;
            throw new CommandException(code, $"{OutputName}: cannot write the copy: {SystemMessage.Of(refused)}", refused);
        }
    }

    bool IsDenied()
    {
        try
        {
            File.OpenHandle(options.Input).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    void Tell(CaptureInput input)
    {
        foreach (string line in input.Problems.Select(problem => ProblemText.Of(input, problem))) { environment.Error.WriteLine("fintracer: " + line); }
    }
}
