using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Oracle;

/// <summary>differences.tsv: where FinTracer differs from the oracle for a reason. Columns: file, stream, field, reason.</summary>
internal sealed class OracleDifferences
{
    readonly Dictionary<(string File, string Stream, string Field), string> _listed;

    public OracleDifferences(string path) => _listed = OracleTable.Read(path)
        .ToDictionary(row => (row["file"], row["stream"], row["field"]), row => row["reason"].Length > 0
            ? row["reason"]
            : throw new InvalidDataException($"{row["file"]} {row["stream"]} {row["field"]}: a difference needs its reason"));

    /// <summary>What is listed.</summary>
    public IReadOnlyCollection<(string File, string Stream, string Field)> Keys => _listed.Keys;
}
