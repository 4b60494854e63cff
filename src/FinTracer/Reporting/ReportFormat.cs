namespace FinTracer.Reporting;

/// <summary>The forms a report can take.</summary>
enum ReportFormat
{
    /// <summary>For people: the sums, then the first connections.</summary>
    Table,

    /// <summary>One JSON object a line, one line a connection.</summary>
    Ndjson,

    /// <summary>One JSON document with connections and sums.</summary>
    Json,

    /// <summary>One flat line a connection (RFC 4180).</summary>
    Csv,

    /// <summary>One page for a browser, with everything in it.</summary>
    Html,

    /// <summary>Apache Parquet, one row a connection.</summary>
    Parquet,

    /// <summary>Zeek's conn.log with columns of ours behind.</summary>
    Zeek,
}
