using System.IO;
using System.Text;

namespace FinTracer.Commands;

/// <summary>Standard output that was closed when the program was started: the first word written is one too many.</summary>
sealed class ClosedOutput : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => throw Refusal();

    /// <summary>What is said when something would have to be written.</summary>
    public static CommandException Refusal() => new(ExitCode.NothingRead, "standard output: cannot write the report: it is closed");
}
