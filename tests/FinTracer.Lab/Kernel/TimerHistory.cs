using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FinTracer.Lab.Kernel;

/// <summary>
/// Puts the events of TIME_WAIT timers together with the sockets they belong to. In one step and on one processor the kernel starts
/// the timer of the small socket and closes the full one; later events carry the timer's address alone.
/// </summary>
internal static class TimerHistory
{
    const long OneStepNs = 1_000_000;

    /// <summary>The lengths of TIME_WAIT (60 s) in ticks, for the tick rates that Linux can be built with.</summary>
    static readonly int[] s_timeWaitTicks = [6_000, 15_000, 18_000, 60_000];

    public static List<SmallSocket> Read(IEnumerable<TraceEvent> events)
    {
        var all = new List<SmallSocket>();
        var byTimer = new Dictionary<string, SmallSocket>();
        var unclaimed = new Dictionary<int, SmallSocket>();
        foreach (var happened in events)
        {
            switch (happened.Name)
            {
                case "timer_start":
                    Start(happened, byTimer, unclaimed);
                    break;
                case "timer_cancel" when byTimer.TryGetValue(happened["timer"], out var cancelled):
                    cancelled.CancelledNs = happened.TimeNs;
                    break;
                case "timer_expire_entry" when byTimer.Remove(happened["timer"], out var expired):
                    expired.ExpiredNs = happened.TimeNs;
                    break;
                case "inet_sock_set_state" when happened["newstate"] == "TCP_CLOSE":
                    if (unclaimed.Remove(happened.Processor, out var claimed) && happened.TimeNs - claimed.FirstNs < OneStepNs)
                    {
                        claimed.Close = happened;
                        all.Add(claimed);
                    }

                    break;
                default:
                    break;
            }
        }

        return all;
    }

    static void Start(TraceEvent happened, Dictionary<string, SmallSocket> byTimer, Dictionary<int, SmallSocket> unclaimed)
    {
        long expires = Number(happened, "expires");
        int ticks = (int)Number(happened, "timeout");
        long slotTicks = Number(happened, "bucket_expiry") - (expires - ticks);
        bool isTimeWait = s_timeWaitTicks.Contains(ticks);
        var start = new TimerStart(happened.TimeNs, isTimeWait, isTimeWait ? happened.TimeNs + (slotTicks * (60_000_000_000L / ticks)) : 0);

        // The kernel cancels a running timer in order to start it anew; a cancelled one that is started much later is another socket's.
        if (byTimer.TryGetValue(happened["timer"], out var known) && (known.CancelledNs is not { } at || happened.TimeNs - at < OneStepNs))
        {
            known.CancelledNs = null;
            known.Starts.Add(start);
            return;
        }

        var fresh = new SmallSocket(happened.TimeNs);
        fresh.Starts.Add(start);
        byTimer[happened["timer"]] = fresh;
        unclaimed[happened.Processor] = fresh;
    }

    static long Number(TraceEvent happened, string field) => long.Parse(happened[field], CultureInfo.InvariantCulture);
}
