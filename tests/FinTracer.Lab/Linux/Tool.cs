using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;

namespace FinTracer.Lab.Linux;

/// <summary>Runs the few programs the lab needs. A child process inherits the network namespace of the calling thread.</summary>
internal static class Tool
{
    public static string Run(string tool, IReadOnlyList<string> arguments, string? input = null)
    {
        using var process = Start(tool, arguments, input is not null);
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }

        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string complaint = errors.GetAwaiter().GetResult().Trim();
        return process.ExitCode == 0
            ? output
            : throw new LabException($"{tool} {string.Join(' ', arguments)}: exit code {process.ExitCode}: {complaint}");
    }

    public static Process Start(string tool, IReadOnlyList<string> arguments, bool withInput = false)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardInput = withInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new LabException($"{tool} did not start");
        }
        catch (Win32Exception e)
        {
            throw new LabException($"{tool} is missing or cannot be run: {e.Message}", e);
        }
    }
}
