using System;
using System.Globalization;
using CsCheck;
using Xunit;

namespace FinTracer.Tests.Properties;

/// <summary>
/// Tries a property on generated cases, each from a seed of its own number, so that every run tries the same ones: few by default, more where FINTRACER_CASES names
/// a number, other ones from where FINTRACER_FIRST_CASE says.
/// </summary>
static class Cases
{
    const uint Stream = 1;

    /// <summary>The case of a number.</summary>
    public static T Numbered<T>(this Gen<T> generator, long number) => generator.Generate(new PCG(Stream, (ulong)number), null, out _);

    /// <summary>Tries so many cases; the first that fails is named by its number, and its text follows.</summary>
    public static void Try<T>(this Gen<T> generator, int few, Func<T, string?> failure)
    {
        long first = Number("FINTRACER_FIRST_CASE") ?? 0;
        long count = Math.Max(few, Number("FINTRACER_CASES") ?? 0);
        for (long i = first; i < first + count; i++)
        {
            T value = generator.Numbered(i);
            if (failure(value) is { } text)
            {
                Assert.Fail($"case {i}: {text}\n{value}");
            }
        }
    }

    static long? Number(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
