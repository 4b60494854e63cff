using System;
using System.Diagnostics;
using System.IO;

namespace FinTracer.Lab.Linux;

/// <summary>tcpdump at a host's card, with nanosecond times.</summary>
internal sealed class HostCapture : IDisposable
{
    readonly Process _tcpdump;
    readonly string _file;
    bool _stopped;

    HostCapture(Process tcpdump, string file)
    {
        _tcpdump = tcpdump;
        _file = file;
    }

    /// <summary>Starts the capture and returns when it sees packets.</summary>
    public static HostCapture Start(NetworkHost host, string file, int snapLength)
    {
        File.Delete(file);
        var tcpdump = host.Start(
            "tcpdump",
            "-i", "eth0", "-n", "-U", "--immediate-mode", "-Z", "root", "--time-stamp-precision=nano", "-B", "16384",
            "-s", snapLength.ToString(System.Globalization.CultureInfo.InvariantCulture), "-w", file,
            "ip and (tcp or icmp) or ip6 and (tcp or icmp6)");
        string? line;
        do
        {
            line = tcpdump.StandardError.ReadLine() ?? throw new LabException($"tcpdump at the {host.Side.Word} did not start");
        }
        while (!line.Contains("listening on", StringComparison.Ordinal));

        return new(tcpdump, file);
    }

    /// <summary>Ends the capture; a packet that the kernel dropped makes it useless and is an error.</summary>
    public void Stop()
    {
        _stopped = true;
        _ = Libc.Kill(_tcpdump.Id, Libc.SignalInterrupt);
        string report = _tcpdump.StandardError.ReadToEnd();
        _tcpdump.WaitForExit();
        if (!report.Contains("\n0 packets dropped by kernel", StringComparison.Ordinal))
        {
            throw new LabException($"{_file}: {report.Trim().ReplaceLineEndings("; ")}");
        }
    }

    public void Dispose()
    {
        if (!_stopped)
        {
            _ = Libc.Kill(_tcpdump.Id, Libc.SignalKill);
            _tcpdump.WaitForExit();
        }

        _tcpdump.Dispose();
    }
}
