namespace FinTracer.Verdicts;

/// <summary>What a rule says of a RST.</summary>
readonly record struct ResetFinding(ResetCause Cause, Confidence Confidence, ResetDetail Detail = ResetDetail.None);
