using System.Collections.Generic;

namespace FinTracer.Commands;

/// <summary>Turns the inputs of a command line into frames.</summary>
interface IInputOpener
{
    /// <summary>
    /// Opens inputs given as files, folders, patterns or <c>-</c>. What is wrong with one of them is among its problems;
    /// what is wrong with the command line (a filter that does not compile, a name given twice) is a <see cref="CommandException"/>.
    /// </summary>
    OpenedInputs Open(IReadOnlyList<string> names, string? filter);
}
