using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// Tells a chosen RST from an answering one by its signs. Linux: tcp_send_active_reset goes through the socket (ACK, options, window, running IP id),
/// tcp_v4_send_reset is built from the provoking segment alone. Other stacks keep some of the signs, so they are weighed.
/// </summary>
static class ResetModeRule
{
    public static ResetMode Of(in ResetObservation reset)
    {
        if (!reset.HasAck)
        {
            // Without ACK it answers a segment that had one (RFC 9293 §3.10.7.1). Options or a window would be its sender's own, though.
            return reset.HasProvoker || (!reset.HasTimestamps && reset.Window == 0) ? ResetMode.Passive : ResetMode.Unknown;
        }

        bool answersNoAck = reset.HasProvoker && (reset.ProvokerControl & TcpControl.Ack) == 0;
        if (answersNoAck || (reset.Seq.Value == 0 && !reset.HasOptions && reset.Window == 0))
        {
            return ResetMode.Passive; // answers a segment without ACK: a SYN mostly
        }

        int signs = Weigh(reset);
        return signs > 0 ? ResetMode.Active : signs < 0 && reset.HasProvoker ? ResetMode.Passive : ResetMode.Unknown;
    }

    /// <summary>Above zero: chosen; below: answered.</summary>
    static int Weigh(in ResetObservation reset)
    {
        int signs = 1; // the ACK bit itself
        signs += reset.Window != 0 ? 2 : -1;
        signs += reset.HasTimestamps ? 2 : reset.SenderUsesTimestamps ? -2 : 0;
        signs += reset.SenderHasNext && reset.Seq == reset.SenderNext ? 1 : 0;
        signs += reset.HasProvoker ? -2 : 0;
        signs += reset.SenderSawNonZeroIpId && reset.IpId == 0 ? -1 : 0;
        return signs;
    }
}
