using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace FinTracer.Reporting.Json;

/// <summary>
/// The words of one enumeration as JSON text, made once: quoted, or null. Each in a row of one length, so that it is copied by a single move of the processor; the row's last octet says
/// how much of it the text is.
/// </summary>
/// <typeparam name="T">An enumeration of one octet or four whose members are numbered from 0.</typeparam>
sealed class WordTexts<T>
    where T : struct, Enum
{
    readonly byte[] _rows;

    /// <param name="wordOf">The word of each member, ASCII that needs no escaping; null where it has none.</param>
    public WordTexts(Func<T, string?> wordOf)
    {
        T[] members = Enum.GetValues<T>();
        _rows = new byte[members.Length * WordTexts.RowLength];
        foreach (T member in members)
        {
            string text = wordOf(member) is { } word ? $"\"{word}\"" : "null";
            Span<byte> row = _rows.AsSpan(Start(member), WordTexts.RowLength);
            row[^1] = (byte)Encoding.ASCII.GetBytes(text, row[..^1]);
        }
    }

    /// <summary>The row of a member's word.</summary>
    public ReadOnlySpan<byte> Of(T member) => _rows.AsSpan(Start(member), WordTexts.RowLength);

    static int Start(T member) => NumberOf(member) * WordTexts.RowLength;

    static int NumberOf(T member) => Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.BitCast<T, byte>(member) : Unsafe.BitCast<T, int>(member);
}

/// <summary>What <see cref="WordTexts{T}"/> of all enumerations have in common.</summary>
static class WordTexts
{
    /// <summary>Length of a row, octets: two more than the longest word, and the length.</summary>
    public const int RowLength = 32;
}
