using System;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>One <c>expect</c> line.</summary>
/// <param name="Line">Line of the script.</param>
/// <param name="Text">The line as written.</param>
/// <param name="Failure">What is wrong with the reports, or null. The reports stand in the order of their first frames.</param>
public sealed record Expectation(int Line, string Text, Func<IReadOnlyList<ConnectionReport>, string?> Failure);
