using System.IO;
using System.Text;

namespace FinTracer.Commands;

/// <summary>Standard error as far as it takes what is written: where complaints cannot go (a full disk, a reader that has left) is no place to fail.</summary>
sealed class ErrorLines(TextWriter lines) : TextWriter
{
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
        catch (IOException)
        {
            // The exit code says what the words would have.
        }
    }
}
