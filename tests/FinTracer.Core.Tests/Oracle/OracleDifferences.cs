using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Oracle;

/// <summary>differences.tsv: where FinTracer differs from the oracle for a reason. Columns: file, stream, field, route (both, or octets only), who is wrong (oracle: the frames named contradict it; nobody: a convention, or beyond the library), reason.</summary>
internal sealed class OracleDifferences
{
    readonly Dictionary<(string File, string Stream, string Field), (bool OracleErrs, string Reason)> _listed;

    /// <param name="path">The list.</param>
    /// <param name="fromOctets">Whether the octets are decoded here; rows of the route <c>octets</c> concern only that.</param>
    public OracleDifferences(string path, bool fromOctets) => _listed = OracleTable.Read(path)
        .Where(row => fromOctets || row["route"] == "both")
        .ToDictionary(row => (row["file"], row["stream"], row["field"]), Judged);

    static (bool OracleErrs, string Reason) Judged(IReadOnlyDictionary<string, string> row) => (row["wrong"], row["reason"].Length) switch
    {
        ("oracle", > 0) => (true, row["reason"]),
        ("nobody", > 0) => (false, row["reason"]),
        _ => throw new InvalidDataException($"{row["file"]} {row["stream"]} {row["field"]}: a difference needs its reason, and who is wrong"),
    };

    /// <summary>Whether the frames contradict the oracle there.</summary>
    public bool OracleErrs((string File, string Stream, string Field) key) => _listed.TryGetValue(key, out var judged) && judged.OracleErrs;

    /// <summary>What is listed.</summary>
    public IReadOnlyCollection<(string File, string Stream, string Field)> Keys => _listed.Keys;
}
