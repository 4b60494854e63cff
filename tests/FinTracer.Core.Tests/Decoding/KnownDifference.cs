using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>A row of tshark-differences.tsv: file, frames (<c>*</c> or <c>3,7-9</c>), field, reason.</summary>
internal sealed record KnownDifference(string File, string Frames, string Field, string Reason)
{
    /// <summary>Set when the comparison met it.</summary>
    public bool Occurred { get; set; }

    public static List<KnownDifference> ReadAll(string path) =>
        [.. System.IO.File.ReadLines(path)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(cells => cells is [var file, var frames, var field, { Length: > 0 } reason]
                ? new KnownDifference(file, frames, field, reason)
                : throw new InvalidDataException($"{path}: four columns and a reason are wanted in: {string.Join(' ', cells)}"))];

    public bool Covers(string file, long frame, string field) => file == File && field == Field && (Frames == "*" || Frames.Split(',').Any(part => Holds(part, frame)));

    static bool Holds(string part, long frame)
    {
        string[] ends = part.Split('-');
        return frame >= long.Parse(ends[0], CultureInfo.InvariantCulture) && frame <= long.Parse(ends[^1], CultureInfo.InvariantCulture);
    }
}
