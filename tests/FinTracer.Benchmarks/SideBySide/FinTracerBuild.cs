using System.Collections.Generic;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>A built FinTracer.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">How it is started.</param>
internal sealed record FinTracerBuild(string Name, IReadOnlyList<string> Command);
