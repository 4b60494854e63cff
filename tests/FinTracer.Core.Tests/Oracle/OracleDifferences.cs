using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Oracle;

/// <summary>differences.tsv: where FinTracer differs from the oracle for a reason. Columns: file, stream, field, route (both, or octets only), reason.</summary>
internal sealed class OracleDifferences
{
    readonly Dictionary<(string File, string Stream, string Field), string> _listed;

    /// <param name="path">The list.</param>
    /// <param name="fromOctets">Whether the octets are decoded here; rows of the route <c>octets</c> concern only that.</param>
    public OracleDifferences(string path, bool fromOctets) => _listed = OracleTable.Read(path)
        .Where(row => fromOctets || row["route"] == "both")
        .ToDictionary(row => (row["file"], row["stream"], row["field"]), row => row["reason"].Length > 0
            ? row["reason"]
            : throw new InvalidDataException($"{row["file"]} {row["stream"]} {row["field"]}: a difference needs its reason"));

    /// <summary>What is listed.</summary>
    public IReadOnlyCollection<(string File, string Stream, string Field)> Keys => _listed.Keys;
}
