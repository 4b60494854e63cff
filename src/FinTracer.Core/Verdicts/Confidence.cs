namespace FinTracer.Verdicts;

/// <summary>How far the capture carries a statement.</summary>
public enum Confidence
{
    /// <summary>Two or more explanations fit what was captured; the one named is no better than another.</summary>
    Ambiguous,

    /// <summary>One explanation fits best; the reasons name what is missing for certainty.</summary>
    Likely,

    /// <summary>Proved by the frames named, as far as the capture itself is true.</summary>
    Certain,
}

static class ConfidenceLimits
{
    /// <summary>The same, but no more than <paramref name="ceiling"/>.</summary>
    public static Confidence AtMost(this Confidence confidence, Confidence ceiling) => confidence < ceiling ? confidence : ceiling;
}
