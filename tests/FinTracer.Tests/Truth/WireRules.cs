using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Lab.Middle;
using FinTracer.Lab.Truth;

namespace FinTracer.Tests.Truth;

/// <summary>What follows from the kernel's moments and the segments at the host itself, where the order of capture is the order of arrival.</summary>
static class WireRules
{
    /// <summary>From the arrival of a segment to the host's answer: one softirq, and a busy machine.</summary>
    public const long AnswerNs = 5_000_000;

    /// <summary>The trace's clock counts whole microseconds and is turned into the capture's.</summary>
    const long ClockSlackNs = 30_000;

    /// <summary>
    /// The segment that a RST answers: of those that had arrived when the kernel sent it, that fit it by the rule of RFC 9293 §3.10.7.1 and had no RST, the first that
    /// had just come (a burst waits in one queue), else the last.
    /// </summary>
    /// <param name="reset">The RST on the wire.</param>
    /// <param name="sentNs">When the kernel sent it.</param>
    /// <param name="arrived">What the peer sent to its sender, as captured at the sender.</param>
    /// <param name="answered">Frames that a RST has answered; the one found is added.</param>
    public static WireSegment? ProvokerOf(WireSegment reset, long sentNs, IEnumerable<(long Number, WireSegment Segment)> arrived, HashSet<long> answered)
    {
        List<(long Number, WireSegment Segment)> fitting =
            [.. arrived.Where(f => f.Segment.TimeNs <= sentNs + ClockSlackNs && !answered.Contains(f.Number) && Fits(f.Segment, reset))];
        if (fitting.Count == 0)
        {
            return null;
        }

        int first = fitting.FindIndex(f => f.Segment.TimeNs >= sentNs - AnswerNs);
        (long number, WireSegment segment) = first < 0 ? fitting[^1] : fitting[first];
        _ = answered.Add(number);
        return segment;
    }

    /// <summary>
    /// How often a TIME_WAIT's timer was started anew: by each segment with ACK and without RST that arrived after the one that it was entered with
    /// (tcp_timewait_state_process).
    /// </summary>
    /// <param name="timeWait">The kernel's TIME_WAIT.</param>
    /// <param name="arrived">What the peer sent to its holder, as captured at the holder.</param>
    /// <param name="byFin">It was entered with the peer's FIN, of which a copy may come at once; else, in a simultaneous close, with the ACK of its own.</param>
    public static int RestartsOf(TimeWaitTruth timeWait, IEnumerable<(long Number, WireSegment Segment)> arrived, bool byFin)
    {
        long end = timeWait.EndedNs ?? long.MaxValue;
        List<WireSegment> acks = [.. arrived.Select(f => f.Segment).Where(s => s.Has(TcpBits.Ack) && !s.Has(TcpBits.Rst) && !s.Has(TcpBits.Syn) && s.TimeNs < end)];
        List<WireSegment> entering = [.. acks.Where(s => Math.Abs(s.TimeNs - timeWait.EnteredNs) < AnswerNs && s.TimeNs <= timeWait.EnteredNs + ClockSlackNs)];
        int fin = byFin ? entering.FindIndex(s => s.Has(TcpBits.Fin)) : -1;
        long enteredBy = entering.Count == 0 ? timeWait.EnteredNs : entering[fin < 0 ? entering.Count - 1 : fin].TimeNs;
        return acks.Count(s => s.TimeNs > enteredBy);
    }

    /// <summary>What a host that had closed sent in answer to a segment: a RST, an ACK, or nothing before the next one came.</summary>
    public static string AnswerTo(long frame, IReadOnlyList<(long Number, WireSegment Segment)> arrived, IEnumerable<(long Number, WireSegment Segment)> sent)
    {
        WireSegment late = arrived.First(f => f.Number == frame).Segment;
        WireSegment? answer = sent.Where(f => f.Number > frame && f.Segment.TimeNs - late.TimeNs < AnswerNs).Select(f => (WireSegment?)f.Segment).FirstOrDefault();
        return answer is not { } segment ? "nothing" : segment.Has(TcpBits.Rst) ? "rst" : "ack";
    }

    static bool Fits(WireSegment segment, WireSegment reset)
        => !segment.Has(TcpBits.Rst)
            && (reset.Has(TcpBits.Ack)
                ? segment.NextSequence == reset.Acknowledgement && (!segment.Has(TcpBits.Ack) || segment.Acknowledgement == reset.Sequence)
                : segment.Has(TcpBits.Ack) && segment.Acknowledgement == reset.Sequence);
}
