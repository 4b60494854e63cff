using System.Collections.Generic;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>A built FinTracer.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">How it is started.</param>
/// <param name="Source">What it was built from: the commit, or the file that the user gave.</param>
internal sealed record FinTracerBuild(string Name, IReadOnlyList<string> Command, string Source);
