using System;

namespace FinTracer.Sources;

/// <summary>The inputs on the command line give nothing to read. The message is one line for the user; it may hold file names.</summary>
sealed class InputSetException(InputSetFault fault, string message) : Exception(message)
{
    /// <summary>What is wrong with them.</summary>
    public InputSetFault Fault => fault;
}
