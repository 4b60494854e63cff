using System;
using System.Diagnostics;
using System.IO;

namespace FinTracer.Tests;

/// <summary>The built program as a user runs it: a process of its own, with the repository as its folder and no terminal.</summary>
static class Fintracer
{
    /// <summary>Runs it to its end with nothing on standard input.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) => ToEnd(Start(arguments));

    /// <summary>The same in a folder that is named.</summary>
    public static (int ExitCode, string Output, string Error) RunIn(string folder, params string[] arguments) => ToEnd(Start(folder, "dotnet", [], arguments));

    /// <summary>The same below another program, which gets its own arguments first.</summary>
    public static (int ExitCode, string Output, string Error) RunUnder(string program, string[] its, string[] arguments) =>
        ToEnd(Start(Repository.Root, program, [.. its, "dotnet"], arguments));

    /// <summary>Starts it; the caller has all three streams.</summary>
    public static Process Start(params string[] arguments) => Start(Repository.Root, "dotnet", [], arguments);

    /// <summary>The same, to be sent SIGINT: what a script starts in the background ignores it, and so would all that the tests start there.</summary>
    public static Process StartInterruptible(params string[] arguments) => Start(Repository.Root, "env", ["--default-signal=INT", "dotnet"], arguments);

    static Process Start(string folder, string program, string[] its, string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. its, Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    static (int ExitCode, string Output, string Error) ToEnd(Process started)
    {
        using Process process = started;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
