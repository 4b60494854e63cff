using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Benchmarks.SideBySide;

namespace FinTracer.Benchmarks.Live;

/// <summary><c>fintracer live</c> on the captured end, its report thrown away.</summary>
internal sealed partial class WatchedCapture : IDisposable
{
    const int Terminate = 15; // not SIGINT, which shells leave ignored in what they start in the background

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly List<string> _said = [];
    readonly ManualResetEventSlim _captures = new();
    readonly Task _reading;

    /// <summary>Starts it; it captures when this returns.</summary>
    public WatchedCapture(Cable cable, FinTracerBuild build, string format)
    {
        string[] live = [.. build.Command, "live", "-i", Cable.CapturedCard, "--format", format];
        IReadOnlyList<string> command = cable.AtCaptured(["/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/null", .. live]);
        _process = Process.Start(new ProcessStartInfo(command[0], [.. System.Linq.Enumerable.Skip(command, 1)]) { RedirectStandardError = true })
            ?? throw new BenchmarkException($"{command[0]} did not start");
        _reading = Task.Run(Read);
        if (!_captures.Wait(Patience) || _process.HasExited)
        {
            throw new BenchmarkException($"the capture did not begin: {string.Join(" / ", _said)}");
        }
    }

    /// <summary>Its figures now.</summary>
    public ProcessFigures Figures => ProcessFigures.Of(_process.Id);

    /// <summary>Ends it; packets that it says it saw, those that the kernel dropped because it was slow, and how long it took from the signal to its end.</summary>
    public (long Seen, long Dropped, TimeSpan Ending) Stop()
    {
        long signalled = Stopwatch.GetTimestamp();
        _ = Kill(_process.Id, Terminate);
        if (!_process.WaitForExit(Patience))
        {
            throw new BenchmarkException("the capture does not end");
        }

        TimeSpan ending = Stopwatch.GetElapsedTime(signalled);
        _reading.Wait();
        foreach (string line in _said)
        {
            if (LastWords().Match(line) is { Success: true } counts)
            {
                return (Number(counts.Groups[1].Value), Number(counts.Groups[2].Value), ending);
            }
        }

        throw new BenchmarkException($"the capture ended without its counts: {string.Join(" / ", _said)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _captures.Dispose();
    }

    void Read()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            _said.Add(line);
            if (line.Contains("capturing on", StringComparison.Ordinal)) { _captures.Set(); }
        }

        _captures.Set();
    }

    static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("([0-9,]+) frames? captured on .*, ([0-9,]+) dropped")]
    private static partial Regex LastWords();

    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "kill")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
