using System;
using System.Globalization;
using System.Linq;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>Words of <c>expect</c> lines: names of enum members in any of their spellings, alternatives with <c>|</c>, bounds on confidence.</summary>
public static class ScriptWords
{
    /// <summary>One spelling for <c>FIN-WAIT-1</c>, <c>fin_wait_1</c> and <c>FinWait1</c>.</summary>
    public static string Normalise(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Checks that every alternative is a member of the enum (or <c>any</c>) and gives the test of a value.</summary>
    public static Func<TEnum, bool> ForEnum<TEnum>(int line, string words)
        where TEnum : struct, Enum
    {
        string[] names = [.. Enum.GetNames<TEnum>().Select(Normalise)];
        string[] wanted = [.. words.Split('|').Select(Normalise)];
        foreach (string word in wanted)
        {
            if (word != "ANY" && !names.Contains(word))
            {
                throw new ScriptException(line, $"'{word}' is no {typeof(TEnum).Name}");
            }
        }

        return value => wanted.Contains("ANY") || wanted.Contains(Normalise(value.ToString()));
    }

    /// <summary><c>certain</c>, <c>&gt;=likely</c> or <c>&lt;=likely</c>.</summary>
    public static Func<Confidence, bool> ForConfidence(int line, string word)
    {
        bool atLeast = word.StartsWith(">=", StringComparison.Ordinal), atMost = word.StartsWith("<=", StringComparison.Ordinal);
        string name = atLeast || atMost ? word[2..] : word;
        if (!Enum.TryParse(name, ignoreCase: true, out Confidence bound))
        {
            throw new ScriptException(line, $"'{word}' is no confidence");
        }

        return value => atLeast ? value >= bound : atMost ? value <= bound : value == bound;
    }

    /// <summary>A whole number, negative ones included.</summary>
    public static long Number(int line, string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new ScriptException(line, $"'{word}' is no number");

    /// <summary>Seconds with up to nine decimals, as nanoseconds.</summary>
    public static long Seconds(int line, string word) =>
        decimal.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal seconds)
            ? (long)(seconds * 1_000_000_000m)
            : throw new ScriptException(line, $"'{word}' is no number of seconds");
}
