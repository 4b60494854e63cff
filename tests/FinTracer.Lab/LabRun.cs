using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Lab.Kernel;
using FinTracer.Lab.Linux;
using FinTracer.Lab.Middle;
using FinTracer.Lab.Stories;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab;

/// <summary>
/// A session of the lab: plays stories, several at a time if asked from several threads. Only one session runs on a machine at a
/// time; a second one waits, as the kernel's trace does not tell the hosts of one from those of the other.
/// </summary>
public sealed class LabRun : IDisposable
{
    const int Attempts = 3;
    const int WholeFrames = 262_144;

    /// <summary>Enough for Ethernet, IPv6 and a TCP header with its options.</summary>
    const int HeadersOnly = 96;
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);
    static readonly string[] s_tools = ["ip", "tcpdump", "iptables", "setpriv"];
    readonly FileStream _lock;
    readonly KernelTrace _trace;

    LabRun(FileStream machineLock, KernelTrace trace)
    {
        _lock = machineLock;
        _trace = trace;
    }

    /// <summary>Why the lab cannot play on this machine, in one line; null when it can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the lab plays on the Linux kernel, and this is another system";
        }

        if (Libc.EffectiveUser() != 0)
        {
            return "the lab makes network namespaces and reads the kernel's trace: run it as root";
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':');
        string[] missing = [.. s_tools.Where(tool => !folders.Any(f => File.Exists(Path.Combine(f, tool))))];
        if (missing.Length > 0)
        {
            return $"missing tools: {string.Join(", ", missing)} (Debian: iproute2 tcpdump iptables util-linux)";
        }

        return File.Exists("/dev/net/tun") ? null : "there is no /dev/net/tun";
    }

    /// <summary>Opens a session; waits while another one is at work on this machine.</summary>
    /// <exception cref="LabException">The machine cannot play, see <see cref="WhyNot"/>.</exception>
    public static LabRun Open()
    {
        if (WhyNot() is { } reason)
        {
            throw new LabException(reason);
        }

        string path = Path.Combine(Path.GetTempPath(), "fintracer-lab.lock");
        long giveUp = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new LabRun(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), KernelTrace.Open());
            }
            catch (IOException) when (Environment.TickCount64 < giveUp)
            {
                Pause.For(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>
    /// Plays a story and leaves captures and truth in a folder; files of an earlier run there are replaced. On a busy machine a
    /// retransmission timer can fire where the story has none: one that does not come out as told is played again, three times in all.
    /// </summary>
    /// <param name="scenario">The story.</param>
    /// <param name="options">The cell.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="beside">Starts a witness at the server before the story begins; it is disposed of when the story's own captures have ended.</param>
    /// <exception cref="LabException">The story could not be played to its end, three times in a row.</exception>
    public LabResult Play(Scenario scenario, LabOptions options, string folder, Func<NetworkHost, IDisposable>? beside = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var result = PlayOnce(scenario, options, folder, beside);
                if (result.Complaints.Count == 0 || attempt == Attempts)
                {
                    return result with { Attempts = attempt };
                }
            }
            catch (LabException) when (attempt < Attempts)
            {
                // Played again.
            }
        }
    }

    LabResult PlayOnce(Scenario scenario, LabOptions options, string folder, Func<NetworkHost, IDisposable>? beside)
    {
        int snapLength = scenario.IsBig ? HeadersOnly : WholeFrames;
        _ = Directory.CreateDirectory(folder);
        int number = Catalogue.NumberOf(scenario);
        options = options with { Timestamps = scenario.NeedsTimestamps ?? options.Timestamps, DelayMs = scenario.NeedsDelayMs ?? options.DelayMs };
        long startNs = Libc.Nanoseconds(Libc.ClockRealtime);
        using var client = new NetworkHost(Side.Client, HostAddress.For(options.Family, number, options.Number, Side.Client));
        using var server = new NetworkHost(Side.Server, HostAddress.For(options.Family, number, options.Number, Side.Server));
        Prepare(client, options.Timestamps, scenario.ClientSettings);
        Prepare(server, options.Timestamps, scenario.ServerSettings);
        using var middle = new Router(client, server, Path.Combine(folder, "middle.pcap"), TimeSpan.FromMilliseconds(options.DelayMs));
        using var atClient = HostCapture.Start(client, Path.Combine(folder, "client.pcap"), snapLength);
        using var atServer = HostCapture.Start(server, Path.Combine(folder, "server.pcap"), snapLength);
        using IDisposable? witness = beside?.Invoke(server);
        var stage = new Stage(client, server, middle);
        SortedDictionary<string, long>[] before = [client.ReadCounters(), server.ReadCounters()];
        try
        {
            scenario.Acts(stage);
            stage.Quiet();
            if (!scenario.IsBig)
            {
                stage.Snapshot("end");
            }

            SortedDictionary<string, long>[] after = [client.ReadCounters(), server.ReadCounters()];
            atClient.Stop();
            atServer.Stop();
            witness?.Dispose();
            middle.StopRecording();
            long endNs = Libc.Nanoseconds(Libc.ClockRealtime);
            var counters = new SortedDictionary<string, SortedDictionary<string, long>>
            {
                ["client"] = Difference(before[0], after[0]),
                ["server"] = Difference(before[1], after[1]),
            };
            return Conclude(scenario, options, folder, stage, (startNs, endNs), counters);
        }
        finally
        {
            stage.CloseAll();
        }
    }

    public void Dispose()
    {
        _trace.Dispose();
        _lock.Dispose();
    }

    static void Prepare(NetworkHost host, bool timestamps, IReadOnlyDictionary<string, string> settings)
    {
        host.Connect();
        host.Set("net.ipv4.tcp_timestamps", timestamps ? "1" : "0");
        host.Set("net.ipv4.tcp_fin_timeout", "20");
        foreach (var (name, value) in settings)
        {
            host.Set(name, value);
        }
    }

    static SortedDictionary<string, long> Difference(SortedDictionary<string, long> before, SortedDictionary<string, long> after)
    {
        var result = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in after.Where(c => c.Value != before.GetValueOrDefault(c.Key)))
        {
            result[name] = value - before.GetValueOrDefault(name);
        }

        return result;
    }

    LabResult Conclude(
        Scenario scenario,
        LabOptions options,
        string folder,
        Stage stage,
        (long StartNs, long EndNs) time,
        SortedDictionary<string, SortedDictionary<string, long>> counters)
    {
        var events = _trace.Collect(time.StartNs);
        var sockets = TimerHistory.Read(events);
        var builder = new TruthBuilder(stage.Client.Address, stage.Server.Address, time.EndNs);
        var truth = new TruthFile
        {
            Scenario = scenario.Name,
            Story = scenario.Story,
            MadeBy = $"fintracer-lab play {scenario.Name}{(scenario.IsSlow ? " --slow" : "")}{options.CommandLine}",
            Kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            Hz = KernelTrace.TicksPerSecond,
            Family = options.Family,
            Timestamps = options.Timestamps,
            DelayMs = options.DelayMs,
            Captures = scenario.IsBig ? Recording.Compress(folder) : Recording.Names,
            Client = stage.Client.Address.Address.ToString(),
            Server = stage.Server.Address.Address.ToString(),
            ServerPort = Stage.ServerPort,
            Connections = [],
            TimeWait = builder.TimeWaits(sockets, stage.Snapshots),
            FinWait2 = builder.FinWait2(sockets),
            Resets = builder.Resets(events),
            ReceivedResets = builder.ReceivedResets(events),
            Retransmissions = builder.Retransmissions(events),
            States = builder.States(events),
            Snapshots = stage.Snapshots,
            Counters = counters,
            Settings = new() { ["client"] = new(stage.Client.Settings.ToDictionary()), ["server"] = new(stage.Server.Settings.ToDictionary()) },
            Notes = scenario.Notes,
        };
        var complaints = new List<string>();
        truth = scenario.IsBig
            ? Judge.Crowd(scenario, truth, stage.Crowd, complaints)
            : truth with { Connections = Judge.Connections(scenario, truth, stage.ClientPorts, complaints) };
        if (!scenario.IsBig)
        {
            Judge.CompareSocketTable(truth, complaints);
        }

        truth.Write(Path.Combine(folder, "truth.json"));
        return new(folder, truth, complaints, Attempts: 1);
    }
}
