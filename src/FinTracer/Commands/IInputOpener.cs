using System;
using System.Collections.Generic;
using System.Threading;

namespace FinTracer.Commands;

/// <summary>Turns the inputs of a command line into frames.</summary>
interface IInputOpener
{
    /// <summary>
    /// Opens inputs given as files, folders, patterns or <c>-</c>. What is wrong with one of them is among its problems;
    /// what is wrong with the command line (a filter that does not compile, a name given twice) is a <see cref="CommandException"/>.
    /// </summary>
    /// <param name="names">Files, folders, patterns, or <c>-</c>.</param>
    /// <param name="filter">A BPF expression, or null.</param>
    /// <param name="whileWaiting">Follow: at its end the input is waited for, and this is called ten times a second, by whoever asks for a frame. Null: the end is the end.</param>
    /// <param name="stop">Ends pipes that are silent where they are: what waits for their next octets waits no more.</param>
    OpenedInputs Open(IReadOnlyList<string> names, string? filter, Action? whileWaiting = null, CancellationToken stop = default);
}
