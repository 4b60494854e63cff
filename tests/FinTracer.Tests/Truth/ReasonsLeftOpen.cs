using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Truth;

/// <summary>reasons-left-open.tsv: where the kernel's reason of a RST does not follow from packets; its reason, the cause and detail told, who sent it, and why.</summary>
static class ReasonsLeftOpen
{
    const int Columns = 5;

    /// <summary>The rows without their arguments.</summary>
    public static IReadOnlyList<string> Rows { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Truth", "reasons-left-open.tsv")).Skip(1).Where(line => line.Length > 0).Select(Row)];

    static string Row(string line) => line.Split('\t') is { Length: Columns } cells && cells[^1].Length > 0
        ? string.Join('\t', cells[..^1])
        : throw new InvalidDataException($"reasons-left-open.tsv: {line}: five columns, with an argument");
}
