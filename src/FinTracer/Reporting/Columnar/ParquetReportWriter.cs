using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;
using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>
/// Writes the connections as Apache Parquet, a row each, for DuckDB, pandas, Spark and the like. Rows are held until a row group is full, and no longer;
/// the file is whole with the footer, which only <see cref="End"/> writes.
/// </summary>
sealed class ParquetReportWriter(Stream stream, InputNames names) : IReportWriter
{
    /// <summary>Rows in a group: enough for columns to compress well, few enough to hold.</summary>
    internal const int RowsPerGroup = 65_536;

    const int PooledOctets = 64 * 1024 * 1024;

    ColumnList<ConnectionReport>? _columns;
    ParquetWriter? _parquet;
    int _rows;

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        EnsureBegun();
        foreach (ParquetColumn<ConnectionReport> column in _columns!) { column.Add(connection, 0); }
        if (++_rows == RowsPerGroup) { WriteGroup(); }
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        EnsureBegun();
        if (_rows > 0) { WriteGroup(); }
        _parquet!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stream.Flush();
    }

    /// <summary>Leaves the footer away: what <see cref="End"/> did not finish is not wanted, and the stream is the caller's.</summary>
    public void Dispose()
    {
    }

    /// <summary>Begun with the first row, because only then it is sure how many inputs there are; also when there is no row at all.</summary>
    void EnsureBegun()
    {
        if (_parquet is not null) { return; }
        _columns = ConnectionColumns.Of(names);
        List<Field> fields = [];
        foreach (ParquetColumn<ConnectionReport> column in _columns) { fields.Add(column.Field); }
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd,
            CompressionLevel = CompressionLevel.Fastest, // the default is fifty times slower
            MaximumSmallPoolFreeBytes = PooledOctets,
            MaximumLargePoolFreeBytes = PooledOctets,
        };
        _parquet = ParquetWriter.CreateAsync(new ParquetSchema(fields), new PositionedStream(stream), options).GetAwaiter().GetResult();
        _parquet.CustomMetadata = new Dictionary<string, string> { ["fintracer.schema"] = ConnectionJson.Schema };
    }

    void WriteGroup()
    {
        using ParquetRowGroupWriter group = _parquet!.CreateRowGroup();
        foreach (ParquetColumn<ConnectionReport> column in _columns!) { column.Write(group); }
        group.CompleteValidate();
        _rows = 0;
    }
}
