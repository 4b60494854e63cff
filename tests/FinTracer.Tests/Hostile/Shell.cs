using System.Diagnostics;
using System.Threading.Tasks;

namespace FinTracer.Tests.Hostile;

/// <summary>Commands of the shell, with the repository as their folder.</summary>
static class Shell
{
    /// <summary>Runs a command; its exit code.</summary>
    public static int Do(string command) => Run(command).ExitCode;

    /// <summary>Runs a command to its end with nothing on standard input.</summary>
    public static (int ExitCode, string Output, string Error) Run(string command)
    {
        using Process process = Start(command);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a command; the caller has all three streams.</summary>
    public static Process Start(string command) => Process.Start(new ProcessStartInfo("sh", ["-c", command])
    {
        WorkingDirectory = Repository.Root,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
