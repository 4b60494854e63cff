using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Fuzz.Oracles;

/// <summary>Reports as the program writes them, one line each, without the running number that depends on what else is in the capture.</summary>
static class ReportLines
{
    static readonly InputNames Names = new([new CaptureInput("input")]);

    static readonly ReportSummary Nothing = new() { Inputs = [], Counts = default, Sums = new CaptureSums(new SumsOptions()).Summarize() };

    public static List<string> Of(IEnumerable<ConnectionReport> reports)
    {
        using var stream = new MemoryStream();
        using (var writer = new NdjsonWriter(stream, Names))
        {
            foreach (ConnectionReport report in reports) { writer.Connection(report with { Id = 0 }); }
            writer.End(Nothing);
        }
        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n').Where(line => line.Length > 0).Select(line => line + "\n")];
    }
}
