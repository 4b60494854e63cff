using System.Collections.Generic;

namespace FinTracer.Lab;

/// <summary>One cell of the matrix in which stories are played.</summary>
public sealed record LabOptions
{
    /// <summary>IP version, 4 or 6.</summary>
    public int Family { get; init; } = 4;

    /// <summary>Whether both hosts use the TCP timestamp option.</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Delay each way in milliseconds; the middle stands half-way.</summary>
    public int DelayMs { get; init; } = 10;

    /// <summary>All cells of the matrix, the usual one first.</summary>
    public static IReadOnlyList<LabOptions> Matrix { get; } =
        [new(), new() { Family = 6 }, new() { Timestamps = false }, new() { DelayMs = 0 }, new() { Family = 6, Timestamps = false }];

    /// <summary>The cell's folder below a story's own: empty for the usual cell, else e.g. "v6" or "v6-no-timestamps".</summary>
    public string Folder => string.Join('-', System.Linq.Enumerable.Where(
        [Family == 6 ? "v6" : "", Timestamps ? "" : "no-timestamps", DelayMs == 10 ? "" : DelayMs == 0 ? "no-delay" : $"{DelayMs}-ms"],
        word => word.Length > 0));

    /// <summary>The options of the program that choose this cell, with a leading blank; empty for the usual cell.</summary>
    internal string CommandLine =>
        (Family == 6 ? " --family 6" : "") + (Timestamps ? "" : " --timestamps off") + (DelayMs == 10 ? "" : $" --delay {DelayMs}");

    /// <summary>A number for the addresses of this cell: stories of different cells may be played at the same time.</summary>
    internal int Number => (Family == 6 ? 1 : 0) + (Timestamps ? 0 : 2) + (DelayMs == 10 ? 0 : 4);
}
