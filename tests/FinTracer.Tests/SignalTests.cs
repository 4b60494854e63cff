using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Ctrl-C and SIGTERM: the first asks for the report of what has been read, the second ends the program at once.</summary>
public sealed class SignalTests
{
    const string Small = "captures/server-closes-first/client.pcap";
    const string Crowd = "captures/ab-puzzle/server.pcap.zst";
    const int FileHeader = 24;
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_while_standard_input_is_silent_brings_the_report(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using Process process = Fintracer.StartInterruptible("analyze", "-", "--format", "ndjson");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await WriteMoreThanAPipeHolds(process.StandardInput.BaseStream);

        Send(signal, process);

        Assert.True(process.WaitForExit(s_patience), "it waits for the next frame");
        Assert.Equal((0, "fintracer: stopped; the report covers what had been read\n"), (process.ExitCode, await error));
        Assert.Contains("fintracer/connection/1", await output, StringComparison.Ordinal);
    }

    /// <summary>A shell that is not interactive starts what stands before '&amp;' with SIGINT ignored (POSIX, 2.11), and so it stays; SIGTERM is what ends it.</summary>
    [Fact]
    public async Task In_the_background_of_a_script_SIGTERM_brings_the_report()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        var start = new ProcessStartInfo("sh", ["-c", "trap '' INT; exec dotnet \"$0\" analyze - --format ndjson", Path.Combine(AppContext.BaseDirectory, "fintracer.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await WriteMoreThanAPipeHolds(process.StandardInput.BaseStream);

        Send("INT", process);
        Send("TERM", process); // one signal that counts: a second would be 130

        Assert.True(process.WaitForExit(s_patience), "it waits for the next frame");
        Assert.Equal((0, "fintracer: stopped; the report covers what had been read\n"), (process.ExitCode, await error));
        Assert.Contains("fintracer/connection/1", await output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_signal_ends_it_at_once_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using Process process = Fintracer.StartInterruptible("analyze", Crowd, "--format", "ndjson");
        _ = process.StandardOutput.ReadLine(); // it writes, and nobody reads on: the report cannot end
        do
        {
            Send("INT", process); // two that come at once are one
        }
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)));

        Assert.Equal(130, process.ExitCode);
    }

    /// <summary>When all is written, the program has read all but the last 64 KiB, and waits for more with the pipe open.</summary>
    static async Task WriteMoreThanAPipeHolds(Stream pipe)
    {
        byte[] capture = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, Small));
        await pipe.WriteAsync(capture.AsMemory(0, FileHeader));
        for (int i = 0; i < 1000; i++)
        {
            await pipe.WriteAsync(capture.AsMemory(FileHeader));
        }

        await pipe.FlushAsync();
    }

    static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
