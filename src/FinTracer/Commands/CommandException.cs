using System;

namespace FinTracer.Commands;

/// <summary>Something outside the program stands in the way: one line for the user, and the exit code that goes with it.</summary>
sealed class CommandException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="Commands.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
