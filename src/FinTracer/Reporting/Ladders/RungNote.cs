using FinTracer.Reporting.Tables;

namespace FinTracer.Reporting.Ladders;

/// <summary>Something to say of a segment.</summary>
/// <param name="Text">The words; free of control characters.</param>
/// <param name="Tone">Its weight.</param>
/// <param name="IsReason">It gives a reason for the note before it.</param>
readonly record struct RungNote(string Text, Tone Tone = Tone.Plain, bool IsReason = false);
