using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FinTracer.Lab.Kernel;

/// <summary>
/// Puts the events of TIME_WAIT timers together with the sockets they belong to. In one step the kernel starts the timer of the small
/// socket and closes the full one; later events carry the timer's address alone.
/// </summary>
internal sealed class TimerHistory
{
    /// <summary>How long the step may take when the processor is called away in its middle.</summary>
    const long OneStepNs = 50_000_000;

    /// <summary>The lengths of TIME_WAIT (60 s) in ticks, for the tick rates that Linux can be built with.</summary>
    static readonly int[] s_timeWaitTicks = [6_000, 15_000, 18_000, 60_000];

    readonly List<SmallSocket> _all = [];
    readonly Dictionary<string, SmallSocket> _byTimer = [];

    /// <summary>Started timers whose full socket has not closed yet, the last one on top: steps on a processor nest.</summary>
    readonly List<(int Processor, SmallSocket Socket)> _unclaimed = [];

    /// <summary>The last event of each processor.</summary>
    readonly Dictionary<int, TraceEvent> _last = [];

    /// <summary>The small sockets in the order in which they began.</summary>
    public static IReadOnlyList<SmallSocket> Read(IEnumerable<TraceEvent> events)
    {
        var history = new TimerHistory();
        foreach (var happened in events)
        {
            history.Observe(happened);
        }

        return history._all;
    }

    void Observe(TraceEvent happened)
    {
        switch (happened.Name)
        {
            case "timer_start":
                Start(happened);
                break;
            case "timer_cancel" when _byTimer.TryGetValue(happened["timer"], out var cancelled):
                cancelled.CancelledNs = happened.TimeNs;
                break;
            case "timer_expire_entry" when _byTimer.Remove(happened["timer"], out var expired):
                expired.ExpiredNs = happened.TimeNs;
                break;
            case "inet_sock_set_state" when happened["newstate"] == "TCP_CLOSE" && happened["oldstate"] is "TCP_FIN_WAIT2" or "TCP_CLOSING":
                Claim(happened);
                break;
            default:
                break;
        }

        _last[happened.Processor] = happened;
    }

    /// <summary>
    /// A full socket has gone over to the small one whose timer was started last on this processor. If that start had been taken for
    /// an old timer's, the old socket was gone and a new one had got its memory.
    /// </summary>
    void Claim(TraceEvent close)
    {
        _ = _unclaimed.RemoveAll(u => close.TimeNs - u.Socket.FirstNs > OneStepNs);
        int index = _unclaimed.FindLastIndex(u => u.Processor == close.Processor);
        SmallSocket? socket = null;
        if (index >= 0)
        {
            socket = _unclaimed[index].Socket;
            _unclaimed.RemoveAt(index);
        }
        else if (_last.TryGetValue(close.Processor, out var before) && before.Name == "timer_start"
            && close.TimeNs - before.TimeNs < OneStepNs && _byTimer.TryGetValue(before["timer"], out var old))
        {
            socket = new SmallSocket(before.TimeNs);
            socket.Starts.Add(old.Starts[^1]);
            old.Starts.RemoveAt(old.Starts.Count - 1);
            old.CancelledNs = old.LastCancelledNs ?? before.TimeNs;
            _byTimer[before["timer"]] = socket;
        }

        if (socket is not null)
        {
            socket.Close = close;
            _all.Add(socket);
        }
    }

    void Start(TraceEvent happened)
    {
        long expires = Number(happened, "expires");
        int ticks = (int)Number(happened, "timeout");
        long slotTicks = Number(happened, "bucket_expiry") - (expires - ticks);
        bool isTimeWait = s_timeWaitTicks.Contains(ticks);
        var start = new TimerStart(happened.TimeNs, isTimeWait, isTimeWait ? happened.TimeNs + (slotTicks * (60_000_000_000L / ticks)) : 0);
        if (_byTimer.TryGetValue(happened["timer"], out var known) && (known.CancelledNs is null || IsRestart(happened)))
        {
            known.LastCancelledNs = known.CancelledNs;
            known.CancelledNs = null;
            known.Starts.Add(start);
            return;
        }

        var fresh = new SmallSocket(happened.TimeNs);
        fresh.Starts.Add(start);
        _byTimer[happened["timer"]] = fresh;
        _unclaimed.Add((happened.Processor, fresh));
    }

    /// <summary>The kernel cancels and starts a running timer under one lock: nothing else happens on the processor in between.</summary>
    bool IsRestart(TraceEvent start) =>
        _last.TryGetValue(start.Processor, out var before) && before.Name == "timer_cancel" && before["timer"] == start["timer"];

    static long Number(TraceEvent happened, string field) => long.Parse(happened[field], CultureInfo.InvariantCulture);
}
