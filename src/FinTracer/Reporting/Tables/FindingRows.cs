using System.Collections.Generic;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Tables;

/// <summary>The findings on the first screen: the weightiest, each with what was seen, what it means, what to do and where to look.</summary>
static class FindingRows
{
    const int Top = 6;

    /// <summary>Columns a sentence takes on a page for files and pipes.</summary>
    const int SentenceWidth = 130;

    /// <summary>From this weight on something needs a hand; below it is worth to know.</summary>
    const int Urgent = 60;

    /// <summary>Null when there is nothing to tell.</summary>
    public static Block? Of(IReadOnlyList<Finding> findings, InputNames names)
    {
        if (findings.Count == 0) { return null; }
        var block = new Block($"{ShortText.Count(findings.Count)} {(findings.Count == 1 ? "FINDING" : "FINDINGS")}", new Column(""), new Column(""))
        {
            HasHeadings = false,
            WrapAt = SentenceWidth,
        };
        for (int i = 0; i < findings.Count && i < Top; i++) { Add(block, findings[i], names); }
        for (int i = Top; i < findings.Count; i++)
        {
            block.Add(new Cell(Words.Of(findings[i].Code), Tone.Caution), $"{FindingText.Subject(findings[i])}: {FindingText.Seen(findings[i])}");
        }
        return block;
    }

    static void Add(Block block, Finding finding, InputNames names)
    {
        block.Add(new Cell(Words.Of(finding.Code), finding.Weight >= Urgent ? Tone.Bad : Tone.Caution), new Cell($"{FindingText.Subject(finding)}: {FindingText.Seen(finding)}", Tone.Strong));
        block.Add("", FindingAdvice.Means(finding));
        block.Add("", "→ " + FindingAdvice.Do(finding));
        if (finding.Evidence.Count > 0) { block.Add("", new Cell(EvidenceOf(finding, names), Tone.Faint)); }
    }

    static string EvidenceOf(Finding finding, InputNames names)
    {
        var shown = new List<string>();
        foreach (FindingEvidence evidence in finding.Evidence) { shown.Add($"#{evidence.Connection} ({new FrameText(evidence.Frame, names)})"); }
        return $"see {string.Join(", ", shown)}{(finding.Connections > finding.Evidence.Count ? ", …" : "")}";
    }
}
