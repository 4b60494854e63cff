namespace FinTracer.Tests.Truth;

/// <summary>Where a verdict and the kernel part.</summary>
/// <param name="Field">Which fact; of a later connection of the story with its number before it, of a RST with its number among the connection's.</param>
/// <param name="Kernel">What the kernel did.</param>
/// <param name="Ours">What FinTracer says.</param>
/// <param name="IsClaimed">FinTracer says it for certain, though packets can show it otherwise: no row excuses that.</param>
readonly record struct Difference(string Field, string Kernel, string Ours, bool IsClaimed = false);
