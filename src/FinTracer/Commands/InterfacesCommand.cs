using System;
using System.CommandLine;

namespace FinTracer.Commands;

/// <summary>The command <c>interfaces</c>.</summary>
static class InterfacesCommand
{
    /// <summary>The command; <paramref name="run"/> returns the exit code.</summary>
    public static Command Build(Func<int> run)
    {
        var command = new Command("interfaces", "List the interfaces that can be captured on.");
        command.SetAction(_ => run());
        return command;
    }
}
