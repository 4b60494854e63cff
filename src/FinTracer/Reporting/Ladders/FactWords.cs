using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>The words of the ladder's contract for what a segment proved.</summary>
static class FactWords
{
    static readonly (SegmentFacts Fact, string Word)[] Words =
    [
        (SegmentFacts.Duplicate, "duplicate"),
        (SegmentFacts.Stray, "stray"),
        (SegmentFacts.SynRepeated, "syn_repeated"),
        (SegmentFacts.Establishes, "establishes"),
        (SegmentFacts.Retransmission, "retransmission"),
        (SegmentFacts.KeepAliveProbe, "keep_alive_probe"),
        (SegmentFacts.BehindGap, "behind_gap"),
        (SegmentFacts.FillsGap, "fills_gap"),
        (SegmentFacts.FirstFin, "first_fin"),
        (SegmentFacts.FinRepeated, "fin_repeated"),
        (SegmentFacts.AcknowledgesFin, "acknowledges_fin"),
        (SegmentFacts.EndsConnection, "ends_connection"),
        (SegmentFacts.SenderEntersTimeWait, "sender_enters_time_wait"),
        (SegmentFacts.ReceiverEntersTimeWait, "receiver_enters_time_wait"),
        (SegmentFacts.SenderRestartsTimeWait, "sender_restarts_time_wait"),
        (SegmentFacts.ReceiverRestartsTimeWait, "receiver_restarts_time_wait"),
        (SegmentFacts.KillsTimeWait, "kills_time_wait"),
        (SegmentFacts.Late, "late"),
        (SegmentFacts.Reset, "reset"),
    ];

    /// <summary>The words of every fact in a set.</summary>
    public static IEnumerable<string> Of(SegmentFacts facts)
    {
        foreach ((SegmentFacts fact, string word) in Words)
        {
            if ((facts & fact) != 0) { yield return word; }
        }
    }
}
