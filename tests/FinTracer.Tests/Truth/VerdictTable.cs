using System.Collections.Generic;
using System.Linq;
using System.Text;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>Story by vantage by verdict, in Markdown, to be read by people.</summary>
static class VerdictTable
{
    const string Heading = """
        | story | vantage | connection | kind | closed first | TIME_WAIT | resets | against the kernel |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    /// <summary>The table of the given recordings: a row for each connection that a vantage shows.</summary>
    public static string Of(IEnumerable<Recording> recordings)
    {
        var table = new StringBuilder(Heading.ReplaceLineEndings("\n"));
        foreach (Recording recording in recordings)
        {
            NotOnTheWire listed = NotOnTheWire.Of(recording.Truth.Scenario);
            foreach (string vantage in recording.Reports.Keys)
            {
                string agreement = Agreement(recording, listed, vantage);
                foreach (ConnectionReport report in recording.Reports[vantage])
                {
                    _ = table.Append($"| {recording.Truth.Scenario} | {vantage} | {report.Initiator.Port}.{report.Incarnation} | {Verdict(report)} | {agreement} |\n");
                }

                if (recording.Reports[vantage].Count == 0)
                {
                    _ = table.Append($"| {recording.Truth.Scenario} | {vantage} | - | - | - | - | - | {agreement} |\n");
                }
            }
        }

        return table.ToString();
    }

    static string Verdict(ConnectionReport report) => string.Join(
        " | ",
        Sides.Words(report.Close.Kind),
        Sides.Of(report.Close.ActiveCloser),
        OrDash(report.TimeWait.Select(t => $"{Sides.Of(t.Holder)} {Sides.Words(t.Ended)}{(t.Restarts > 0 ? $", started anew {t.Restarts}x" : "")}")),
        OrDash(report.Resets.Select(Word)));

    static string Word(ResetReport reset)
    {
        string detail = reset.Detail == ResetDetail.None ? "" : $" ({Sides.Words(reset.Detail)})";
        string reason = reset.LinuxResetReason is { } named ? $" {named}" : "";
        return $"{Sides.Of(reset.From)} {Sides.Words(reset.Cause)}{detail}{reason}: {Sides.Words(reset.Effect)}";
    }

    static string OrDash(IEnumerable<string> words) => words.Any() ? string.Join("; ", words) : "-";

    static string Agreement(Recording recording, NotOnTheWire listed, string vantage)
    {
        List<string> differing =
        [
            .. new TruthComparison(recording, vantage).Compare()
                .Select(d => $"{d.Field}: {d.Kernel}{(listed.Explains(recording.Cell, vantage, d) ? " (not on the wire)" : " (!)")}"),
        ];
        return differing.Count == 0 ? "agrees" : string.Join("; ", differing);
    }
}
