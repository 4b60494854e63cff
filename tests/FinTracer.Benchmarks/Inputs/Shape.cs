using System;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>A kind of input.</summary>
/// <param name="Name">Its name on the command line and in the file's name.</param>
/// <param name="Description">What it is, for the report.</param>
/// <param name="At">Its traffic at a size; 1 is the usual one.</param>
internal sealed record Shape(string Name, string Description, Func<double, Traffic> At);
