using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Core.Tests.Decoding;
using FinTracer.Reporting.Zeek;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Bridges;

/// <summary>
/// conn_state and history against what Zeek published for its own captures. A difference that zeek-differences.tsv does not explain fails, and so does an
/// explanation that nothing needs any more.
/// </summary>
public sealed class ZeekOracleTests(ITestOutputHelper output)
{
    [Fact]
    public void State_and_history_are_those_that_Zeek_published()
    {
        string folder = SharedCaptures.FolderOrSkip();
        Dictionary<(string, string, string), string> listed = Listed();
        HashSet<(string, string, string)> unused = [.. listed.Keys];
        List<string> unexplained = [];
        int same = 0, compared = 0;
        // Several tests of Zeek read one capture, with filters or limits; each published its own view of a connection, and one of them has to be ours.
        foreach (var capture in Rows(folder).GroupBy(row => row.File).Where(rows => File.Exists(Path.Combine(folder, rows.Key))))
        {
            Dictionary<long, (string State, string History)> ours = Trace(Path.Combine(folder, capture.Key));
            foreach (var stream in capture.GroupBy(row => (row.Stream, row.FirstFrame)))
            {
                (string state, string history) = ours.GetValueOrDefault(stream.Key.FirstFrame, ("", ""));
                foreach ((string field, HashSet<string> theirs, string here) in new[] { ("conn_state", Told(stream, row => row.State), state), ("history", Told(stream, row => row.History), history) })
                {
                    if (theirs.Count == 0) { continue; } // not published
                    compared++;
                    var key = (capture.Key, stream.Key.Stream, field);
                    if (theirs.Contains(here)) { same++; }
                    else if (!unused.Remove(key)) { unexplained.Add($"{capture.Key}\t{stream.Key.Stream}\t{field}\tzeek '{string.Join(' ', theirs)}' here '{here}'"); }
                }
            }
        }
        Assert.SkipWhen(compared == 0, "none of Zeek's captures is here");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same} of {compared} agree"));
        unexplained.AddRange(unused.Where(key => File.Exists(Path.Combine(folder, key.Item1))).Select(key => $"{key}\tlisted, but does not differ"));
        Assert.True(unexplained.Count == 0, $"{same} of {compared} agree; not explained:\n{string.Join('\n', unexplained)}");
    }

    static HashSet<string> Told(IEnumerable<Row> rows, Func<Row, string> field) => [.. rows.Select(field).Where(text => text.Length > 0)];

    static Dictionary<long, (string State, string History)> Trace(string path)
    {
        Dictionary<long, (string, string)> told = [];
        var zeek = new ZeekConnections();
        using CaptureReader? reader = OracleCapture.Open(path);
        if (reader is null) { return told; }
        new TracePipeline(new TraceOptions(), new FinTracer.Sources.PacketDotNetLinkDecoder(), zeek).Run(reader, (ConnectionReport report) =>
        {
            ZeekConnection connection = zeek.Take(report);
            told[report.FirstFrame.Number] = (connection.State, connection.History);
        });
        return told;
    }

    static Dictionary<(string, string, string), string> Listed()
    {
        using var table = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Bridges", "zeek-differences.tsv"));
        var rows = SharedCaptures.Table(table).ToDictionary(row => (row["file"], row["stream"], row["field"]), row => row["reason"]);
        Assert.All(rows, row => Assert.NotEmpty(row.Value));
        return rows;
    }

    static HashSet<Row> Rows(string folder)
    {
        using var streams = new StreamReader(Path.Combine(folder, "oracle", "streams.tsv"));
        var firstFrames = SharedCaptures.Table(streams).ToDictionary(row => (row["file"], row["tcp_stream"]), row => long.Parse(row["first_frame"], CultureInfo.InvariantCulture));
        using var published = new StreamReader(Path.Combine(folder, "oracle", "zeek-vs-streams.tsv"));
        HashSet<Row> rows = [];
        foreach (var row in SharedCaptures.Table(published))
        {
            if (firstFrames.TryGetValue((row["file"], row["tcp_stream"]), out long frame))
            {
                rows.Add(new(row["file"], row["tcp_stream"], frame, row["zeek_conn_state"], row["zeek_history"]));
            }
        }
        return rows;
    }

    sealed record Row(string File, string Stream, long FirstFrame, string State, string History);
}
