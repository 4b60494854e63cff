using System.Collections.Generic;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>A program that takes part.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">The program and its arguments; <see cref="FileMark"/> stands for the capture.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Command)
{
    /// <summary>Stands for the capture in a command.</summary>
    public const string FileMark = "{file}";

    /// <summary>The command for a capture.</summary>
    public string[] On(string file)
    {
        string[] command = [.. Command];
        for (int i = 0; i < command.Length; i++)
        {
            command[i] = command[i] == FileMark ? file : command[i];
        }

        return command;
    }
}
