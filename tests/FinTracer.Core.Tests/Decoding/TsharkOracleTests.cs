using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>
/// Every segment that tshark finds in the shared captures must come out here, field by field, and no other. Where the two differ
/// for a good reason, tshark-differences.tsv says which frames and why; a listed difference that does not occur fails too.
/// </summary>
public class TsharkOracleTests
{
    [Fact]
    public void Every_shared_capture_decodes_as_tshark_decodes_it()
    {
        string folder = SharedCaptures.FolderOrSkip();
        List<KnownDifference> known = KnownDifference.ReadAll(Path.Combine(AppContext.BaseDirectory, "Decoding", "tshark-differences.tsv"));
        string[] captures = [.. File.ReadLines(Path.Combine(folder, "oracle", "INDEX.tsv")).Skip(1).Select(line => line.Split('\t')[0])];
        ILookup<string, TsharkRow> rows = TsharkRow.ReadAll(Path.Combine(folder, "oracle", "tshark-fields.tsv.gz")).ToLookup(row => row.File);

        var unexplained = new List<string>();
        long segments = 0;
        foreach (string capture in captures)
        {
            if (!File.Exists(Path.Combine(folder, capture)))
            {
                continue; // the folder need not hold every capture of its index
            }
            foreach ((long frame, string field, string detail) in Compare(Path.Combine(folder, capture), rows[capture], ref segments))
            {
                KnownDifference? reason = known.Find(difference => difference.Covers(capture, frame, field));
                if (reason is null)
                {
                    unexplained.Add(string.Create(CultureInfo.InvariantCulture, $"{capture}\t{frame}\t{field}\t{detail}"));
                }
                else
                {
                    reason.Occurred = true;
                }
            }
        }
        unexplained.AddRange(known.Where(difference => !difference.Occurred).Select(difference => $"{difference.File}\t{difference.Field}\tlisted, but does not occur"));

        Assert.True(segments > 50_000, $"only {segments} segments were compared");
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} differences from tshark are not explained:\n{string.Join('\n', unexplained)}");
    }

    static List<(long Frame, string Field, string Detail)> Compare(string path, IEnumerable<TsharkRow> expected, ref long segments)
    {
        var differences = new List<(long, string, string)>();
        Dictionary<long, TsharkRow> rows = expected.GroupBy(row => row.Frame).ToDictionary(group => group.Key, group => group.Last());
        using CaptureReader? reader = OracleCapture.Open(path);
        if (reader is null)
        {
            return [(0, "file", "cannot be opened")];
        }
        var decoder = new FrameDecoder(new DecodingOptions());
        while (reader.TryRead(out Frame frame))
        {
            DecodeOutcome outcome = decoder.Decode(frame, out Segment segment);
            bool wanted = rows.Remove(frame.Id.Number, out TsharkRow? row);
            if (outcome != DecodeOutcome.Segment)
            {
                if (wanted)
                {
                    differences.Add((row!.Frame, "missing", $"{outcome}"));
                }
                continue;
            }
            segments++;
            if (!wanted)
            {
                differences.Add((frame.Id.Number, "extra", $"{segment.Source} > {segment.Destination} {segment.Control} {segment.Traits} len {segment.PayloadLength}"));
                continue;
            }
            differences.AddRange(row!.Differences(segment).Select(each => (row.Frame, each.Field, $"tshark {each.Tshark} here {each.FinTracer} {segment.Traits}")));
        }
        differences.AddRange(rows.Keys.Select(frame => (frame, "unread", "the reader gave no such frame")));
        return differences;
    }
}
