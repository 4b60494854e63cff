using System;
using System.CommandLine;
using System.Linq;
using System.Text;

namespace FinTracer.Commands;

/// <summary>The manual page in roff, put together from the command tree, so that it knows every option and no other.</summary>
static class ManualPage
{
    /// <summary>The page for the program.</summary>
    public static string Of(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append(".TH FINTRACER 1 2026-11-25 fintracer \"User Commands\"\n");
        page.Append(".SH NAME\nfintracer \\- explain how TCP connections in packet captures end\n");
        page.Append(".SH SYNOPSIS\n");
        page.AppendJoin(".br\n", Visible(root).Select(command => $".B fintracer {Escape(command.Name)}\n{Escape(Usage(command))}\n"));
        page.Append($".SH DESCRIPTION\n{Escape(root.Description ?? "")}\n");
        page.Append("Who closed first, who holds TIME\\-WAIT and until when, and for every RST what provoked it and what it did.\n");
        page.Append(".SH COMMANDS\n");
        foreach (Command command in Visible(root)) { AppendCommand(page, command); }
        page.Append(".SH EXIT STATUS\n");
        page.Append(Escape(CommandExamples.ExitCodes)).Append('\n');
        page.Append(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours, whatever its value\n");
        page.Append(".SH SEE ALSO\n.BR pcap\\-filter (7),\n.BR tshark (1),\n.BR ss (8)\n");
        return page.ToString();
    }

    static void AppendCommand(StringBuilder page, Command command)
    {
        page.Append($".SS {Escape(command.Name)}\n{Escape(command.Description ?? "")}\n");
        foreach (Argument argument in command.Arguments)
        {
            page.Append($".TP\n.I {Escape(argument.Name)}\n{Escape(argument.Description ?? "")}\n");
        }
        foreach (Option option in command.Options.Where(option => !option.Hidden && option is not System.CommandLine.Help.HelpOption))
        {
            string names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"\\fB{Escape(name)}\\fR"));
            string value = option.HelpName is { } help ? $" \\fI{Escape(help)}\\fR" : "";
            page.Append($".TP\n{names}{value}\n{Escape(option.Description ?? "")}\n");
        }
        page.Append(".PP\nExamples:\n.PP\n.nf\n");
        foreach (string line in CommandExamples.Of(command.Name).Split('\n', StringSplitOptions.RemoveEmptyEntries)) { page.Append($".RS 4\n{Escape(line.Trim())}\n.RE\n"); }
        page.Append(".fi\n");
    }

    static System.Collections.Generic.IEnumerable<Command> Visible(RootCommand root) => root.Subcommands.Where(command => !command.Hidden);

    static string Usage(Command command) =>
        string.Join(' ', command.Arguments.Select(argument => argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name)) + " [options]";

    /// <summary>A backslash, a hyphen that must stay one, and a dot or apostrophe that would begin a request.</summary>
    static string Escape(string text)
    {
        text = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return text is ['.' or '\'', ..] ? "\\&" + text : text;
    }
}
