namespace FinTracer.Lab.Stories;

/// <summary>A reset that a story must lead to.</summary>
/// <param name="From">Whose address it carries.</param>
/// <param name="KernelReason">The kernel's reason; null when its TCP did not send it.</param>
/// <param name="Cause">The cause, a word of the report.</param>
/// <param name="Detail">The finer word of an abort, or null.</param>
/// <param name="Many">Whether it may come several times in a row.</param>
/// <param name="Forged">Whether it was made on the way.</param>
public sealed record ExpectedReset(Side From, string? KernelReason, string Cause, string? Detail, bool Many, bool Forged);
