namespace FinTracer.Reporting.Ladders;

/// <summary>One line of a ladder: a segment, or a run of segments folded into one.</summary>
abstract record LadderStep;
