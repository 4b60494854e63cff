using System.Collections.Generic;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab;

/// <summary>A story that was played.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Truth">The kernel's account; also in truth.json in the folder.</param>
/// <param name="Complaints">What the kernel did not do as the story tells; empty when all is well.</param>
/// <param name="Attempts">How often it was played until it came out so.</param>
public sealed record LabResult(string Folder, TruthFile Truth, IReadOnlyList<string> Complaints, int Attempts);
