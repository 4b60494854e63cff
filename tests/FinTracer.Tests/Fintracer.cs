using System;
using System.Diagnostics;
using System.IO;

namespace FinTracer.Tests;

/// <summary>The built program as a user runs it: a process of its own, with the repository as its folder and no terminal.</summary>
static class Fintracer
{
    /// <summary>Runs it to its end with nothing on standard input.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunIn(Repository.Root, arguments);

    /// <summary>The same in a folder that is named.</summary>
    public static (int ExitCode, string Output, string Error) RunIn(string folder, params string[] arguments)
    {
        using Process process = StartIn(folder, arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts it; the caller has all three streams.</summary>
    public static Process Start(params string[] arguments) => StartIn(Repository.Root, arguments);

    static Process StartIn(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fintracer.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
