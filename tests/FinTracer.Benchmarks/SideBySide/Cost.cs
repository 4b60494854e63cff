using System;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>What one run of a program cost.</summary>
/// <param name="Wall">From its start to its end.</param>
/// <param name="User">Processor time in user mode, its threads and children together.</param>
/// <param name="System">Processor time in the kernel.</param>
/// <param name="PeakOctets">Its largest resident set.</param>
/// <param name="ExitCode">Its exit code.</param>
internal readonly record struct Cost(TimeSpan Wall, TimeSpan User, TimeSpan System, long PeakOctets, int ExitCode);
