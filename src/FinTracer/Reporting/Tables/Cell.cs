namespace FinTracer.Reporting.Tables;

/// <summary>Text in a table. Free of control characters: what comes from outside has been cleaned before it gets here.</summary>
readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}
