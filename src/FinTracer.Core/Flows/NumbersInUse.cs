using FinTracer.Segments;

namespace FinTracer.Flows;

/// <summary>The numbers of one end of a connection, as far as they are known.</summary>
/// <param name="Isn">Its ISN; null when its SYN was not captured.</param>
/// <param name="Next">The number it would use next; null when it has sent nothing.</param>
/// <param name="Acked">The highest acknowledgment it sent; null when it sent none.</param>
/// <param name="OnlySentSyn">It has sent a SYN and nothing else.</param>
public readonly record struct NumbersInUse(SequenceNumber? Isn, SequenceNumber? Next, SequenceNumber? Acked, bool OnlySentSyn);
