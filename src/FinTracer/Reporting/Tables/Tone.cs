namespace FinTracer.Reporting.Tables;

/// <summary>What a cell is, so that a terminal can colour it.</summary>
enum Tone
{
    /// <summary>A fact among others.</summary>
    Plain,

    /// <summary>What the row is about.</summary>
    Strong,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Caution,

    /// <summary>An end that was not meant so.</summary>
    Bad,

    /// <summary>Of less weight.</summary>
    Faint,
}
