using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Tables;

/// <summary>What a reader should know before believing the rest of a report.</summary>
static class Doubts
{
    const int TopProblems = 5;

    /// <summary>Name, text and weight of each.</summary>
    public static IEnumerable<(string Name, string Text, Tone Tone)> Of(ReportSummary summary)
    {
        FrameCounts counts = summary.Counts;
        if (summary.Interrupted) { yield return ("stopped", "before the end of the input: the report covers what had been read", Tone.Caution); }
        foreach ((long count, string one, string many) in ((long, string, string)[])
        [
            (counts.Duplicates, "frame is a further copy of a segment that was captured more than once", "frames are further copies of a segment that was captured more than once"),
            (counts.BadChecksums, "segment has a wrong TCP checksum (common where offloading computes it later)", "segments have a wrong TCP checksum (common where offloading computes it later)"),
            (counts.Strays, "segment belongs to an earlier life of its four-tuple", "segments belong to an earlier life of their four-tuple"),
            (counts.DroppedBySystem ?? 0, "packet was dropped by the capturing system", "packets were dropped by the capturing system"),
            (counts.Evicted, "connection was closed early to bound memory: see --max-connections", "connections were closed early to bound memory: see --max-connections"),
            (summary.Sums.Total.InitiatorUnknown, "connection began before the capture: who opened it is a guess, marked ?", "connections began before the capture: who opened them is a guess, marked ?"),
        ])
        {
            if (count > 0) { yield return ("note", ShortText.Count(count, one, many), Tone.Caution); }
        }
        List<CaptureInput> skipped = summary.Inputs.Count > 1 ? [.. summary.Inputs.Where(ProblemText.IsNoCapture)] : [];
        if (skipped.Count > 0)
        {
            string names = string.Join(", ", skipped.Take(TopProblems).Select(input => Sanitizer.Clean(input.Name))) + (skipped.Count > TopProblems ? ", …" : "");
            yield return ("skipped", $"{ShortText.Count(skipped.Count, "input is no capture", "inputs are no captures")}: {names}", Tone.Caution);
        }
        foreach (CaptureInput input in summary.Inputs.Except(skipped))
        {
            for (int i = 0; i < input.Problems.Count && i < TopProblems; i++)
            {
                yield return ("problem", ProblemText.Of(input, input.Problems[i]), Tone.Bad);
            }
            if (input.Problems.Count > TopProblems) { yield return ("", $"… {ShortText.Count(input.Problems.Count - TopProblems)} more", Tone.Plain); }
        }
    }
}
