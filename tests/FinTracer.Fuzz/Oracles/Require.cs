using System;
using System.Diagnostics.CodeAnalysis;

namespace FinTracer.Fuzz.Oracles;

/// <summary>Promises, checked.</summary>
static class Require
{
    public static void That([DoesNotReturnIf(false)] bool kept, string promise)
    {
        if (!kept) { throw new BrokenPromiseException(promise); }
    }

    public static void Equal<T>(T expected, T actual, string what)
        where T : IEquatable<T>
    {
        if (!expected.Equals(actual)) { throw new BrokenPromiseException($"{what}: {expected} is not {actual}"); }
    }

    /// <summary>Equal texts; the message shows where they part.</summary>
    public static void SameText(string one, string other, string what)
    {
        if (one == other) { return; }
        int at = one.AsSpan().CommonPrefixLength(other);
        int from = Math.Max(0, at - 100);
        throw new BrokenPromiseException($"{what}, at {at}:\n{one[from..Math.Min(one.Length, at + 200)]}\n{other[from..Math.Min(other.Length, at + 200)]}");
    }
}
