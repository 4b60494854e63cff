using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace FinTracer.Commands;

/// <summary>
/// Shows long text a screen at a time, as git does: the program that PAGER names, else less; LESS is set to FRX where it is not set, so that a short
/// text is just printed and colours stay. No pager where PAGER is empty or cat, or where none can be started.
/// </summary>
sealed class Pager : IDisposable
{
    readonly Process _process;

    Pager(Process process) => _process = process;

    /// <summary>What is written here is shown.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts the pager; null when there is to be none.</summary>
    public static Pager? Start(ProgramEnvironment environment)
    {
        string command = environment.Variable("PAGER") ?? "less";
        if (command is "" or "cat" || OperatingSystem.IsWindows()) { return null; }
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true };
        if (environment.Variable("LESS") is null) { start.Environment["LESS"] = "FRX"; }
        if (command == "less" && !IsOnPath("less", environment)) { return null; }
        try
        {
            return Process.Start(start) is { } process ? new Pager(process) : null;
        }
        catch (Win32Exception)
        {
            return null; // no shell: then the text is printed as it is
        }
    }

    /// <summary>Waits until the reader has had enough.</summary>
    public void Dispose()
    {
        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // The reader left before the end.
        }
        _process.WaitForExit();
        _process.Dispose();
    }

    static bool IsOnPath(string name, ProgramEnvironment environment)
    {
        foreach (string folder in (environment.Variable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length > 0 && File.Exists(Path.Combine(folder, name))) { return true; }
        }
        return false;
    }
}
