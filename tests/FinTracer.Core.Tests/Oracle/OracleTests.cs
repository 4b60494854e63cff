using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Core.Tests.Decoding;
using FinTracer.Tests.TestKit;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Oracle;

/// <summary>
/// Every connection of the shared captures against streams.tsv, which an independent script computed from tshark's raw fields.
/// A difference that differences.tsv does not explain fails; so does an explanation that nothing needs any more.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    /// <summary>Share of the fields, over the rows without anomalies, that agree; and of the rows that agree in every field where the oracle is not refuted by frames.</summary>
    const double WantedAgreement = 0.995;

    /// <summary>Share of the rows without anomalies that agree in every field, right or wrong.</summary>
    const double WantedWhole = 0.99;

    [Fact]
    public void The_engine_agrees_with_the_oracle_on_the_segments_that_tshark_saw()
    {
        string folder = SharedCaptures.FolderOrSkip();
        var captures = OracleSegments.Read(folder);
        Compare(folder, file => captures.TryGetValue(file, out var segments) ? Engine.Trace(segments) : [], fromOctets: false);
    }

    [Fact]
    public void The_whole_way_from_the_octets_agrees_with_the_oracle()
    {
        string folder = SharedCaptures.FolderOrSkip();
        Compare(folder, file =>
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                return null; // the folder need not hold every capture of its index
            }

            using CaptureReader? reader = OracleCapture.Open(path);
            return reader is null ? [] : Engine.TraceFrames(reader);
        }, fromOctets: true);
    }

    void Compare(string folder, Func<string, IReadOnlyList<ConnectionReport>?> trace, bool fromOctets)
    {
        var listed = new OracleDifferences(Path.Combine(AppContext.BaseDirectory, "Oracle", "differences.tsv"), fromOctets);
        var unused = listed.Keys.ToHashSet();
        var agreement = new SortedDictionary<string, (int Same, int All)>(StringComparer.Ordinal);
        List<string> unexplained = [];
        int rows = 0, agreeing = 0, refuted = 0, absent = 0;
        var streams = OracleTable.Read(Path.Combine(folder, "oracle", "streams.tsv")).Select(row => new OracleStream(row)).GroupBy(s => s.File);
        foreach (var file in streams)
        {
            var reports = trace(file.Key)?.ToLookup(r => r.FirstFrame.Number);
            if (reports is null)
            {
                absent++;
                unused.RemoveWhere(key => key.File == file.Key);
                continue;
            }

            foreach (var stream in file.Where(s => !s.IsArguable))
            {
                var report = reports[stream.FirstFrame].Where(r => stream.IsBetween(r.Initiator, r.Responder)).Cast<ConnectionReport?>().FirstOrDefault();
                bool same = true;
                bool oracleErrs = true;
                foreach (var (field, oracle, ours) in stream.Compare(report))
                {
                    var (agreed, all) = agreement.GetValueOrDefault(field);
                    agreement[field] = (agreed + (oracle == ours ? 1 : 0), all + 1);
                    if (oracle == ours)
                    {
                        continue;
                    }

                    same = false;
                    var key = (stream.File, stream.Stream, field);
                    oracleErrs &= listed.OracleErrs(key);
                    if (!unused.Remove(key) && !listed.Keys.Contains(key))
                    {
                        unexplained.Add($"{stream.File}\t{stream.Stream}\t{field}\toracle '{oracle}' here '{ours}'");
                    }
                }

                bool beyondUs = fromOctets && listed.Keys.Contains((stream.File, stream.Stream, "connection"));
                rows += beyondUs ? 0 : 1;
                agreeing += same ? 1 : 0;
                refuted += !same && oracleErrs ? 1 : 0;
            }
        }

        Report(agreement, rows, agreeing, refuted);
        Assert.SkipWhen(rows == 0, $"none of the captures of the index is here ({absent} absent)");
        unexplained.AddRange(unused.Select(key => $"{key.File}\t{key.Stream}\t{key.Field}\tlisted, but does not differ"));
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} differences from the oracle are not explained:\n{string.Join('\n', unexplained)}");
        Assert.True(agreeing >= rows * WantedWhole, string.Create(CultureInfo.InvariantCulture, $"only {agreeing} of {rows} connections agree in every field"));
        Assert.True(agreeing + refuted >= rows * WantedAgreement, string.Create(CultureInfo.InvariantCulture, $"{agreeing} of {rows} connections agree, and frames refute the oracle in {refuted} only"));
        int fields = agreement.Values.Sum(field => field.All);
        int alike = agreement.Values.Sum(field => field.Same);
        Assert.True(alike >= fields * WantedAgreement, string.Create(CultureInfo.InvariantCulture, $"only {alike} of {fields} fields agree"));
    }

    void Report(SortedDictionary<string, (int Same, int All)> agreement, int rows, int agreeing, int refuted)
    {
        foreach (var (field, (same, all)) in agreement)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{field,-20} {same,5} of {all,5}  {100.0 * same / all:F2} %"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"whole connections",-20} {agreeing,5} of {rows,5}  {100.0 * agreeing / rows:F2} %"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"or oracle refuted",-20} {agreeing + refuted,5} of {rows,5}  {100.0 * (agreeing + refuted) / rows:F2} %"));
    }
}
