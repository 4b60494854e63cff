using System.Collections.Generic;
using System.Linq;
using FinTracer.Tracking;

namespace FinTracer.Findings;

/// <summary>Puts findings in their order, and those of very many services (a scan) into one.</summary>
internal static class FindingList
{
    /// <summary>Findings of one code and side that stand by themselves; the rest are told together.</summary>
    const int Apart = 10;

    public static IReadOnlyList<Finding> Of(List<Finding> findings)
    {
        findings.Sort(Compare);
        var list = new List<Finding>();
        foreach (IGrouping<(FindingCode Code, Role? Side), Finding> alike in findings.GroupBy(finding => (finding.Code, finding.Side)))
        {
            List<Finding> all = [.. alike];
            int apart = all.Count > Apart + 1 ? Apart : all.Count;
            list.AddRange(all.Take(apart));
            if (apart < all.Count) { list.Add(Together(all[apart..])); }
        }
        list.Sort(Compare);
        return list;
    }

    static int Compare(Finding left, Finding right) =>
        (right.Weight, right.Connections, left.Code, left.Side ?? (Role)(-1), left.Host ?? 0, left.Service ?? default).CompareTo(
            (left.Weight, left.Connections, right.Code, right.Side ?? (Role)(-1), right.Host ?? 0, right.Service ?? default));

    static Finding Together(List<Finding> findings)
    {
        Finding first = findings[0];
        IEnumerable<FindingEvidence> evidence = findings.SelectMany(finding => finding.Evidence).OrderBy(one => one.Frame).ThenBy(one => one.Connection).Take(SignTally.Kept);
        return new()
        {
            Code = first.Code,
            Weight = first.Weight,
            Side = first.Side,
            Connections = findings.Sum(finding => finding.Connections),
            OfConnections = findings.Sum(finding => finding.OfConnections),
            Numbers = [new(FindingMeasure.Services, findings.Count)],
            Evidence = [.. evidence],
        };
    }
}
