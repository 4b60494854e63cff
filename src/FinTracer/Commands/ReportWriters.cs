using System.IO;
using FinTracer.Reporting;
using FinTracer.Reporting.Columnar;
using FinTracer.Reporting.Csv;
using FinTracer.Reporting.Html;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Reporting.Zeek;

namespace FinTracer.Commands;

/// <summary>Picks the writer for a format.</summary>
static class ReportWriters
{
    public static IReportWriter Create(ReportFormat format, Stream stream, InputNames names, TableOptions table, ZeekConnections? zeek) => format switch
    {
        ReportFormat.Table => new TableReportWriter(stream, names, table),
        ReportFormat.Ndjson => new NdjsonWriter(stream, names),
        ReportFormat.Json => new JsonReportWriter(stream, names),
        ReportFormat.Csv => new CsvReportWriter(stream, names),
        ReportFormat.Html => new HtmlReportWriter(stream, names),
        ReportFormat.Parquet => new ParquetReportWriter(stream, names),
        ReportFormat.Zeek => new ZeekLogWriter(stream, names, zeek ?? new()),
    };
}
