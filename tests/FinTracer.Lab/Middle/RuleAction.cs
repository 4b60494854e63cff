namespace FinTracer.Lab.Middle;

/// <summary>What happens to a segment that a rule has chosen.</summary>
internal enum RuleAction
{
    /// <summary>It is lost behind the tap: the middle's capture has it, its receiver does not get it.</summary>
    Lose,

    /// <summary>It is kept back before the tap and passes when it is released.</summary>
    Hold,

    /// <summary>It passes, and a copy stays behind that passes when it is released.</summary>
    Copy,

    /// <summary>It passes twice, one right after the other.</summary>
    Duplicate,

    /// <summary>It passes, and the tap does not record it.</summary>
    Overlook,
}
