using System;
using System.IO;
using FinTracer.Reporting;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>Opens what <c>-o</c> names, or standard output; a refusal is one line.</summary>
static class DestinationOpener
{
    public static ReportDestination Open(string? path, ProgramEnvironment environment)
    {
        if (path is null) { return environment.OpenOutput(); }
        try
        {
            return ReportDestination.ToFile(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            int code = refused is UnauthorizedAccessException or UnsafePathException ? ExitCode.Permission : ExitCode.NothingRead;
            throw new CommandException(code, $"{Sanitizer.Clean(path)}: cannot write the report: {SystemMessage.Of(refused)}", refused);
        }
    }

    /// <summary>A report must not replace a capture it is made from.</summary>
    public static void RefuseToOverwrite(System.Collections.Generic.IReadOnlyList<string> inputs, string? output)
    {
        if (output is null) { return; }
        foreach (string input in inputs)
        {
            if (File.Exists(input) && Path.GetFullPath(input) == Path.GetFullPath(output))
            {
                throw new CommandException(ExitCode.Usage, $"{Sanitizer.Clean(output)}: is an input; the report would replace the capture");
            }
        }
    }
}
