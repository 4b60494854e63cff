namespace FinTracer.Findings;

/// <summary>A number that a finding rests on.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Value">In the unit of the measure (<see cref="FindingUnits"/>).</param>
public readonly record struct FindingNumber(FindingMeasure Measure, long Value);
