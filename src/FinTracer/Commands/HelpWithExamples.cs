using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;

namespace FinTracer.Commands;

/// <summary>The usual help, and behind it what people come for first.</summary>
sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.Write("Examples:\n" + CommandExamples.Of(parseResult.CommandResult.Command.Name));
        output.Write($"\nExit codes: {CommandExamples.ExitCodes}\n");
        return code;
    }
}
