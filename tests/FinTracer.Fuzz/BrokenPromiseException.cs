using System;

namespace FinTracer.Fuzz;

/// <summary>What came out contradicts what is promised of every input.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message);
