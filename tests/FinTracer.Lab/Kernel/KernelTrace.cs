using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Kernel;

/// <summary>
/// The kernel's own account of every TCP socket on the machine while the lab plays: state changes, resets with their reason,
/// retransmissions, and the timers of TIME_WAIT sockets. One for the whole process: events carry no namespace, so a story picks its
/// own by address. The trace clock is TAI, from which the capture's clock differs by a constant.
/// </summary>
internal sealed class KernelTrace : IDisposable
{
    const string Root = "/sys/kernel/tracing";
    const string NamePrefix = "fintracer-lab-";

    /// <summary>
    /// The timer events show what no TCP event does: when a TIME_WAIT begins, starts anew and ends. (The full socket closes in the
    /// kernel's eyes as it goes over to a small one, and the small one changes state without an event.)
    /// </summary>
    static readonly (string Name, string? Filter)[] s_events =
    [
        ("sock/inet_sock_set_state", "protocol == 6"),
        ("tcp/tcp_send_reset", null),
        ("tcp/tcp_receive_reset", null),
        ("tcp/tcp_retransmit_skb", null),
        ("timer/timer_start", "function.function == tw_timer_handler"),
        ("timer/timer_expire_entry", "function.function == tw_timer_handler"),
        ("timer/timer_cancel", null),
    ];

    readonly Lock _gate = new();
    readonly string _instance;
    readonly long _clockOffsetNs;
    readonly List<TraceEvent> _events = [];
    readonly HashSet<string> _timers = [];
    readonly HashSet<string> _marks = [];
    readonly Thread _reader;
    volatile bool _stopping;

    KernelTrace(string instance)
    {
        _instance = instance;
        _clockOffsetNs = TaiOffset();
        Write("trace_clock", "tai");
        Write("buffer_size_kb", "4096");
        foreach (var (name, filter) in s_events)
        {
            if (filter is not null)
            {
                Write($"events/{name}/filter", filter);
            }

            Write($"events/{name}/enable", "1");
        }

        _reader = new Thread(Read) { IsBackground = true, Name = "kernel trace" };
        _reader.Start();
    }

    /// <summary>Opens a trace instance of this process and removes those of processes that are gone.</summary>
    public static KernelTrace Open()
    {
        if (!Directory.Exists(Path.Combine(Root, "instances")))
        {
            _ = Tool.Run("mount", ["-t", "tracefs", "tracefs", Root]);
        }

        foreach (string left in Directory.GetDirectories(Path.Combine(Root, "instances"), NamePrefix + "*"))
        {
            if (!Directory.Exists("/proc/" + Path.GetFileName(left)[NamePrefix.Length..]))
            {
                Directory.Delete(left);
            }
        }

        string instance = Path.Combine(Root, "instances", NamePrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        _ = Directory.CreateDirectory(instance);
        return new KernelTrace(instance);
    }

    /// <summary>The kernel's timer ticks a second (CONFIG_HZ), null when the kernel does not show how it was built.</summary>
    public static int? TicksPerSecond { get; } = ReadTicks();

    /// <summary>Everything since a moment, in order of time. All that happened before the call is in it.</summary>
    public IReadOnlyList<TraceEvent> Collect(long sinceNs)
    {
        string mark = Guid.NewGuid().ToString("N");
        Write("trace_marker", mark);
        if (!SpinWait.SpinUntil(() => Locked(() => _marks.Contains(mark)), TimeSpan.FromSeconds(10)))
        {
            throw new LabException("the kernel's trace stands still");
        }

        return Locked(() => _events.Where(e => e.TimeNs >= sinceNs).OrderBy(e => e.TimeNs).ToArray());
    }

    public void Dispose()
    {
        _stopping = true;
        Write("trace_marker", "stop");
        _reader.Join(TimeSpan.FromSeconds(5));
        foreach (var (name, _) in s_events)
        {
            Write($"events/{name}/enable", "0");
        }

        Directory.Delete(_instance);
    }

    static int? ReadTicks()
    {
        const string name = "CONFIG_HZ=";
        if (!File.Exists("/proc/config.gz"))
        {
            return null;
        }

        using var configuration = new StreamReader(new GZipStream(File.OpenRead("/proc/config.gz"), CompressionMode.Decompress));
        while (configuration.ReadLine() is { } line)
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return int.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>TAI minus UTC in whole seconds as this kernel knows it; often 0, as nobody has told it.</summary>
    static long TaiOffset()
    {
        long difference = Libc.Nanoseconds(Libc.ClockTai) - Libc.Nanoseconds(Libc.ClockRealtime);
        return (long)Math.Round(difference / 1e9) * 1_000_000_000;
    }

    T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    void Read()
    {
        using var pipe = new StreamReader(new FileStream(Path.Combine(_instance, "trace_pipe"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0));
        while (!_stopping && pipe.ReadLine() is { } line)
        {
            lock (_gate)
            {
                int mark = line.IndexOf("tracing_mark_write: ", StringComparison.Ordinal);
                if (mark >= 0)
                {
                    _ = _marks.Add(line[(mark + 20)..].Trim());
                }
                else if (TraceLine.TryRead(line, _clockOffsetNs) is { } happened && IsOurs(happened))
                {
                    _events.Add(happened);
                }
            }
        }
    }

    /// <summary>The cancelling of a timer does not say whose timer it is: only those that a TIME_WAIT socket has started count.</summary>
    bool IsOurs(TraceEvent happened)
    {
        if (happened.Name == "timer_start")
        {
            _ = _timers.Add(happened["timer"]);
        }

        return happened.Name != "timer_cancel" || _timers.Contains(happened["timer"]);
    }

    void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(Path.Combine(_instance, file), text);
        }
        catch (IOException e)
        {
            throw new LabException($"the kernel's trace does not take {file}: {e.Message}", e);
        }
    }
}
