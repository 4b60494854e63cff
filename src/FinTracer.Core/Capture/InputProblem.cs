namespace FinTracer.Capture;

/// <summary>Damage in an input: what, and where.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Octet offset in the (decompressed) input at which it was noticed.</param>
/// <param name="Detail">Figures that help to find it, e.g. <c>record claims 4294967295 octets</c>; ASCII, written by us.</param>
public readonly record struct InputProblem(InputProblemKind Kind, long Offset, string Detail);
