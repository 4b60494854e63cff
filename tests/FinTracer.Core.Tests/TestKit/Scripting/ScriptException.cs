using System;
using System.Globalization;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>A packet script that cannot be read, with the line that is wrong. A script that lies must not run.</summary>
public sealed class ScriptException(int line, string problem)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}"))
{
    /// <summary>Line of the script, from 1.</summary>
    public int Line { get; } = line;
}
