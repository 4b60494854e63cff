using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using DuckDB.NET.Data;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Columnar;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>The Parquet report as DuckDB reads it, against the NDJSON of the same capture, field by field.</summary>
public sealed class ParquetTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("captures/ab-puzzle/server.pcap.zst")]
    [InlineData("captures/data-crossed-fin-stream/middle.pcap")]
    [InlineData("captures/half-open-new-syn/middle.pcap", "captures/half-open-new-syn/v6/middle.pcap", "captures/still-open/client.pcap")]
    [InlineData("captures/keepalive-race/middle.pcap", "captures/late-data-to-closed/middle.pcap", "captures/simultaneous-close/server.pcap")]
    public void DuckDB_reads_what_the_NDJSON_says(params string[] inputs)
    {
        string file = Path.Combine(_folder, "closes.parquet");
        Assert.Equal((0, "", ""), Fintracer.Run(["analyze", .. inputs, "--format", "parquet", "-o", file]));
        string[] lines = Fintracer.Run(["analyze", .. inputs, "--format", "ndjson"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] rows = Query($"SELECT to_json(c)::VARCHAR FROM '{file}' c");
        Assert.Equal(lines.Length, rows.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument expected = JsonDocument.Parse(lines[i]), actual = JsonDocument.Parse(rows[i]);
            SortedDictionary<string, string> wanted = FlatRecord.Of(expected.RootElement), read = FlatRecord.OfColumns(actual.RootElement);
            Assert.Equal(wanted, read);
        }
    }

    [Fact]
    public void Rows_come_in_groups_that_bound_what_is_held()
    {
        string file = Path.Combine(_folder, "many.parquet");
        using (FileStream stream = File.Create(file))
        {
            IEnumerable<ConnectionReport> reports = Enumerable.Range(1, ParquetReportWriter.RowsPerGroup + 1).Select(id => SampleReports.Open(id));
            Writing.WriteTo(stream, (output, names) => new ParquetReportWriter(output, names), reports, Writing.OneInput);
        }
        Assert.Equal(["65536", "1"], Query($"SELECT DISTINCT row_group_num_rows::VARCHAR FROM parquet_metadata('{file}') ORDER BY row_group_id"));
        Assert.Equal(["ZSTD"], Query($"SELECT DISTINCT compression FROM parquet_metadata('{file}')"));
        Assert.Equal(["65537"], Query($"SELECT count(DISTINCT id)::VARCHAR FROM '{file}'"));
        Assert.Equal(["fintracer/connection/1"], Query($"SELECT decode(value) FROM parquet_kv_metadata('{file}') WHERE decode(key) = 'fintracer.schema'"));
    }

    [Fact]
    public void A_capture_without_connections_gives_a_table_without_rows()
    {
        string capture = Path.Combine(_folder, "none.pcap"), file = Path.Combine(_folder, "none.parquet");
        File.WriteAllBytes(capture, Captures.ServerCloses(0));
        Assert.Equal((0, "", ""), Fintracer.Run("analyze", capture, "--format", "parquet", "-o", file));
        Assert.Equal(["0"], Query($"SELECT count(*)::VARCHAR FROM '{file}'"));
    }

    [Fact]
    public void A_pipe_gets_the_same_octets_as_a_file()
    {
        const string Capture = "captures/keepalive-race/middle.pcap";
        string file = Path.Combine(_folder, "closes.parquet");
        Fintracer.Run("analyze", Capture, "--format", "parquet", "-o", file);
        using var process = Fintracer.Start("analyze", Capture, "--format", "parquet");
        process.StandardInput.Close();
        using var piped = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(piped);
        process.WaitForExit();
        Assert.Equal(File.ReadAllBytes(file), piped.ToArray());
    }

    /// <summary>README: the command, the query and the answer that stand there.</summary>
    [Fact]
    public void The_README_s_query_gives_the_answer_that_stands_below_it()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string sql = Block(readme, "sql"), answer = Block(readme[readme.IndexOf("```sql\n", StringComparison.Ordinal)..], "csv");
        string command = readme.Split('\n').First(line => line.StartsWith("fintracer ", StringComparison.Ordinal) && line.Contains("closes.parquet", StringComparison.Ordinal));
        string file = Path.Combine(_folder, "closes.parquet");
        Assert.Equal(0, Fintracer.Run([.. command.Split(' ')[1..].Select(word => word == "closes.parquet" ? file : word)]).ExitCode);
        Assert.Equal(answer, Table(sql.Replace("closes.parquet", file, StringComparison.Ordinal)));
    }

    static string Block(string text, string language)
    {
        int start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    static string[] Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own text
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) { rows.Add(reader.GetString(0)); }
        return [.. rows];
    }

    static string Table(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the README's text
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var text = new System.Text.StringBuilder();
        text.AppendJoin(',', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)).Append('\n');
        while (reader.Read())
        {
            text.AppendJoin(',', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))).Append('\n');
        }
        return text.ToString();
    }
}
