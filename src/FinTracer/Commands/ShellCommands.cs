using System;
using System.CommandLine;

namespace FinTracer.Commands;

/// <summary>What helps to use the program from a shell: completions, and the manual page for those who package it.</summary>
static class ShellCommands
{
    /// <summary><c>fintracer completions SHELL</c>: prints a script.</summary>
    public static Command Completions(Action<string> print)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong(CompletionScripts.Shells);
        var command = new Command("completions", "Print the script that lets a shell complete commands, options and their values.") { shell };
        command.SetAction(parsed =>
        {
            print(CompletionScripts.For(parsed.GetRequiredValue(shell)));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>fintracer man</c>: prints the manual page, for packaging.</summary>
    public static Command Manual(RootCommand root, Action<string> print)
    {
        var command = new Command("man", "Print the manual page (roff).");
        command.SetAction(_ =>
        {
            print(ManualPage.Of(root));
            return ExitCode.Done;
        });
        return command;
    }
}
