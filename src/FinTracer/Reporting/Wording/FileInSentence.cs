using System;

namespace FinTracer.Reporting.Wording;

/// <summary>The name of a frame's file as a sentence shows it. The default value is no name: frames need one only where there are several inputs.</summary>
/// <param name="octets">The name, UTF-8, escaped as the sentence's reader needs it.</param>
/// <param name="characters">Its length in characters (UTF-16) before that.</param>
readonly ref struct FileInSentence(ReadOnlySpan<byte> octets, int characters)
{
    /// <summary>False for the default value.</summary>
    public bool IsSome { get; } = true;

    /// <summary>The name, UTF-8, escaped.</summary>
    public ReadOnlySpan<byte> Octets { get; } = octets;

    /// <summary>How many octets it has beyond one for each of its characters (UTF-16, not escaped).</summary>
    public int More => Octets.Length - characters;
}
