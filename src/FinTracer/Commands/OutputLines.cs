using System.IO;
using System.Text;

namespace FinTracer.Commands;

/// <summary>Standard output for words (help, the version, the manual): a failure is one line, as with reports.</summary>
sealed class OutputLines(TextWriter lines) : TextWriter
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
        catch (IOException failure)
        {
            throw GuardedWriter.Explain(failure, "standard output");
        }
    }
}
