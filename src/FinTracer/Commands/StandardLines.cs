using System;
using System.IO;
using System.Text;

namespace FinTracer.Commands;

/// <summary>Standard output or standard error for words (help, complaints), written through at once, so that a failure shows where it happens.</summary>
/// <param name="lines">Where they go.</param>
/// <param name="fail">Gets what went wrong, and throws unless that is no reason to stop.</param>
sealed class StandardLines(TextWriter lines, Action<IOException> fail) : TextWriter
{
    /// <summary>Standard output: a failure is one line, as with reports.</summary>
    public static StandardLines Output(TextWriter lines) => new(lines, static failure => throw GuardedWriter.Explain(failure, "standard output"));

    /// <summary>Standard error as far as it takes what is written: where complaints cannot go (a full disk, a reader that has left) the exit code says it all.</summary>
    public static StandardLines Error(TextWriter lines) => new(lines, static _ => { });

    /// <inheritdoc/>
    public override Encoding Encoding => lines.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        try
        {
            lines.Write(value);
            lines.Flush();
        }
        catch (IOException failure)
        {
            fail(failure);
        }
    }
}
