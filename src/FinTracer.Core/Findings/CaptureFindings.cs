using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>What the whole shows of the capture itself: how far it can be believed.</summary>
internal static class CaptureFindings
{
    public static void Add(CloseTally total, FrameCounts counts, FindingThresholds thresholds, List<Finding> findings)
    {
        if (total.Connections == 0) { return; }
        AddLossy(total, counts, thresholds[FindingCode.CaptureLossy], findings);
        if (total.Signs.Find(Sign.OneSided) is { } oneSided)
        {
            FindingDraft draft = new FindingDraft(FindingCode.CaptureOneSided) { OfConnections = total.Connections }.Shows(oneSided);
            if (draft.Reaches(thresholds[FindingCode.CaptureOneSided])) { findings.Add(draft.ToFinding()); }
        }
    }

    /// <summary>Here the share is that of the octets: one large transfer with holes says more than many short ones without.</summary>
    static void AddLossy(CloseTally total, FrameCounts counts, FindingThreshold threshold, List<Finding> findings)
    {
        SignTally? incomplete = total.Signs.Find(Sign.Incomplete);
        (long payload, long missing) = total.Octets;
        bool holes = incomplete?.Count >= threshold.Connections && missing >= threshold.Share * (payload + missing);
        if (!holes && counts.DroppedBySystem is not > 0) { return; }
        findings.Add(new FindingDraft(FindingCode.CaptureLossy) { OfConnections = total.Connections }
            .Shows(incomplete)
            .With(FindingMeasure.MissingOctets, missing)
            .With(FindingMeasure.PayloadOctets, payload)
            .WithCount(FindingMeasure.DroppedBySystem, counts.DroppedBySystem)
            .ToFinding());
    }
}
