using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace FinTracer.Fuzz;

/// <summary>
/// Inputs made from a corpus by damage of the usual kinds: a bit, an octet, a number that is an edge somewhere, a piece removed, repeated or taken from
/// another input, a word of the target's language. The same seed gives the same inputs, so that what a short run finds can be found again.
/// </summary>
public sealed class Mutations(IReadOnlyList<byte[]> corpus, int seed, IReadOnlyList<byte[]>? words = null, int longest = 4096)
{

    static readonly uint[] Edges = [0, 1, 3, 4, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff];

    readonly Random _random = new(seed);

    /// <summary>The next input; no longer than the longest allowed.</summary>
    public byte[] Next()
    {
        byte[] input = (byte[])Pick().Clone();
        for (int i = 1 << _random.Next(5); i > 0; i--)
        {
            input = Change(input);
        }
        return input.Length <= longest ? input : input[..longest];
    }

    byte[] Change(byte[] input)
    {
        if (input.Length == 0) { return [(byte)_random.Next(256)]; }
        int at = _random.Next(input.Length);
        int length = Math.Min(input.Length - at, 1 + _random.Next(_random.Next(4) == 0 ? 256 : 8));
        switch (_random.Next(words is { Count: > 0 } ? 12 : 8))
        {
            case 0:
                input[at] ^= (byte)(1 << _random.Next(8));
                return input;
            case 1:
                input[at] = (byte)_random.Next(256);
                return input;
            case 2:
                input[at] += (byte)(_random.Next(33) - 16);
                return input;
            case 3:
                WriteEdge(input.AsSpan(at));
                return input;
            case 4:
                return [.. input.AsSpan(0, at), .. input.AsSpan(at + length)];
            case 5:
                return [.. input.AsSpan(0, at + length), .. input.AsSpan(at, length), .. input.AsSpan(at + length)];
            case 6:
                input.AsSpan(at, length).CopyTo(input.AsSpan(_random.Next(input.Length - length + 1)));
                return input;
            case > 7:
                byte[] word = words![_random.Next(words.Count)];
                return _random.Next(2) == 0 ? [.. input.AsSpan(0, at), .. word, .. input.AsSpan(at)] : [.. input.AsSpan(0, at), .. word, .. input.AsSpan(at + length)];
            default:
                byte[] other = Pick();
                int from = _random.Next(other.Length + 1);
                return [.. input.AsSpan(0, at), .. other.AsSpan(from, Math.Min(other.Length - from, length * 4)), .. input.AsSpan(at)];
        }
    }

    void WriteEdge(Span<byte> place)
    {
        uint edge = Edges[_random.Next(Edges.Length)];
        bool big = _random.Next(2) == 0;
        if (place.Length >= 4 && _random.Next(2) == 0)
        {
            if (big) { BinaryPrimitives.WriteUInt32BigEndian(place, edge); } else { BinaryPrimitives.WriteUInt32LittleEndian(place, edge); }
        }
        else if (place.Length >= 2)
        {
            if (big) { BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)edge); } else { BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)edge); }
        }
        else
        {
            place[0] = (byte)edge;
        }
    }

    byte[] Pick() => corpus.Count == 0 ? [] : corpus[_random.Next(corpus.Count)];
}
