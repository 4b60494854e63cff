using System;
using System.IO;
using FinTracer.Reporting;
using FinTracer.Verdicts;

namespace FinTracer.Commands;

/// <summary>Tells failures of the output from those of the input, which look the same once they are on their way up.</summary>
sealed class GuardedWriter(IReportWriter writer, string outputName) : IPreparingWriter
{
    const int BrokenPipe = 32; // EPIPE on Linux, macOS and the BSDs
    const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    const int WindowsNoReader = unchecked((int)0x800700E8);

    readonly InOrderStage _oneByOne = new(connection => writer.Connection(connection));

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        try
        {
            writer.Connection(connection);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Explain(failure);
        }
    }

    /// <summary>Makes the records now where the format can; else they are made when they are delivered.</summary>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections) =>
        writer is IPreparingWriter preparing ? preparing.Prepare(connections) : _oneByOne.Prepare(worker: 0, connections);

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        try
        {
            if (writer is IPreparingWriter preparing) { preparing.Deliver(prepared); }
            else { _oneByOne.Deliver(prepared); }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Explain(failure);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        try
        {
            writer.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Explain(failure);
        }
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        try
        {
            writer.End(summary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Explain(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    /// <summary>The exception to throw for a failed write.</summary>
    public Exception Explain(Exception failure) => Explain(failure, outputName);

    /// <summary>The same for a writer that is not guarded.</summary>
    public static Exception Explain(Exception failure, string outputName) => failure.HResult is BrokenPipe or WindowsBrokenPipe or WindowsNoReader
        ? new OutputClosedException(failure)
        : new CommandException(CodeOf(failure), $"{outputName}: cannot write the report: {SystemMessage.Of(failure)}", failure);

    static int CodeOf(Exception failure) => failure is UnauthorizedAccessException ? ExitCode.Permission : ExitCode.NothingRead;
}
