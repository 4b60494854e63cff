using System.Collections.Generic;
using System.Linq;
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

    /// <summary>The block; its title alone says that there is nothing to tell.</summary>
    public static Block Of(IReadOnlyList<Finding> findings, InputNames names)
    {
        if (findings.Count == 0) { return Block.Facts("NO FINDINGS (of those that 'fintracer findings' lists)"); }
        var block = new Block(TitleOf(findings), new Column(""), new Column(""))
        {
            HasHeadings = false,
            IsProse = true,
            WrapAt = SentenceWidth,
        };
        var said = new HashSet<string>();
        for (int i = 0; i < findings.Count && i < Top; i++) { Add(block, findings[i], names, said); }
        for (int i = Top; i < findings.Count; i++)
        {
            block.Add(new Cell(Words.Of(findings[i].Code), Tone.Caution), $"{FindingText.Subject(findings[i])}: {FindingText.Seen(findings[i])}");
        }
        return block;
    }

    /// <summary>All of them by name, so that none is overlooked further down.</summary>
    static string TitleOf(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 1) { return "1 FINDING"; }
        IEnumerable<string> ids = findings.GroupBy(finding => finding.Code).Select(alike => Words.Of(alike.Key) + (alike.Count() > 1 ? $" ({alike.Count()})" : ""));
        return $"{ShortText.Count(findings.Count)} FINDINGS: {string.Join(", ", ids)}";
    }

    /// <summary>What it means and what to do is said once, with the first finding of its kind.</summary>
    static void Add(Block block, Finding finding, InputNames names, HashSet<string> said)
    {
        block.Add(new Cell(Words.Of(finding.Code), finding.Weight >= Urgent ? Tone.Bad : Tone.Caution), new Cell($"{FindingText.Subject(finding)}: {FindingText.Seen(finding)}", Tone.Strong));
        (string means, string toDo) = (FindingAdvice.Means(finding), FindingAdvice.Do(finding));
        if (said.Add(means + toDo))
        {
            block.Add("", means);
            block.Add("", "→ " + toDo);
        }
        if (finding.Evidence.Count > 0) { block.Add("", new Cell(EvidenceOf(finding, names), Tone.Faint)); }
    }

    static string EvidenceOf(Finding finding, InputNames names)
    {
        var shown = new List<string>();
        foreach (FindingEvidence evidence in finding.Evidence) { shown.Add($"#{evidence.Connection} ({new FrameText(evidence.Frame, names)})"); }
        return $"see {string.Join(", ", shown)}{(finding.Connections > finding.Evidence.Count ? ", …" : "")}";
    }
}
