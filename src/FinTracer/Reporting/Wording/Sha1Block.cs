using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using static System.Numerics.BitOperations;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// SHA-1 (FIPS 180-4 §6.1) of a message that fits one block of 512 bits. Our own because the library's one-shot digest, which sets up and takes down a context, costs more than
/// all the rest of a connection's record; and because nothing is protected by it: it names a four-tuple.
/// </summary>
static class Sha1Block
{
    /// <summary>Longest message, in octets: the block holds the mark of its end and its length as well.</summary>
    public const int MaxLength = BlockLength - 1 - sizeof(ulong);

    /// <summary>Length of every digest, in octets.</summary>
    public const int HashLength = 20;

    const int BlockLength = 64;
    const int BlockWords = BlockLength / sizeof(uint);
    const int Rounds = 80;

    /// <summary>Writes the digest of <paramref name="message"/> (0 to <see cref="MaxLength"/> octets) into <paramref name="hash"/> (<see cref="HashLength"/> octets).</summary>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MaxLength, nameof(message));
        Span<byte> block = stackalloc byte[BlockLength];
        message.CopyTo(block);
        block[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(block[(BlockLength - sizeof(ulong))..], (ulong)message.Length * 8);
        Span<uint> words = stackalloc uint[Rounds];
        for (int i = 0; i < BlockWords; i++) { words[i] = BinaryPrimitives.ReadUInt32BigEndian(block.Slice(4 * i, 4)); }
        Compress(words, hash);
    }

    /// <summary>
    /// Five more words of the message schedule. As rounds need them: each waits for the one before, and the processor works on the words meanwhile.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ReadOnlySpan<uint> Five(Span<uint> words, int from)
    {
        Span<uint> recent = words.Slice(from - BlockWords, BlockWords + 5);
        recent[16] = RotateLeft(recent[13] ^ recent[8] ^ recent[2] ^ recent[0], 1);
        recent[17] = RotateLeft(recent[14] ^ recent[9] ^ recent[3] ^ recent[1], 1);
        recent[18] = RotateLeft(recent[15] ^ recent[10] ^ recent[4] ^ recent[2], 1);
        recent[19] = RotateLeft(recent[16] ^ recent[11] ^ recent[5] ^ recent[3], 1);
        recent[20] = RotateLeft(recent[17] ^ recent[12] ^ recent[6] ^ recent[4], 1);
        return recent[BlockWords..];
    }

    /// <summary>Five rounds at a time, after which each variable is back in its place: none has to be moved.</summary>
    static void Compress(Span<uint> words, Span<byte> hash)
    {
        const uint A = 0x67452301, B = 0xEFCDAB89, C = 0x98BADCFE, D = 0x10325476, E = 0xC3D2E1F0;
        (uint a, uint b, uint c, uint d, uint e) = (A, B, C, D, E);
        Five(words, BlockWords);
        for (int i = 0; i < 20; i += 5)
        {
            Span<uint> five = words.Slice(i, 5);
            Round(a, ref b, Choice(b, c, d), ref e, 0x5A827999 + five[0]);
            Round(e, ref a, Choice(a, b, c), ref d, 0x5A827999 + five[1]);
            Round(d, ref e, Choice(e, a, b), ref c, 0x5A827999 + five[2]);
            Round(c, ref d, Choice(d, e, a), ref b, 0x5A827999 + five[3]);
            Round(b, ref c, Choice(c, d, e), ref a, 0x5A827999 + five[4]);
        }
        for (int i = 20; i < 40; i += 5)
        {
            ReadOnlySpan<uint> five = Five(words, i);
            Round(a, ref b, b ^ c ^ d, ref e, 0x6ED9EBA1 + five[0]);
            Round(e, ref a, a ^ b ^ c, ref d, 0x6ED9EBA1 + five[1]);
            Round(d, ref e, e ^ a ^ b, ref c, 0x6ED9EBA1 + five[2]);
            Round(c, ref d, d ^ e ^ a, ref b, 0x6ED9EBA1 + five[3]);
            Round(b, ref c, c ^ d ^ e, ref a, 0x6ED9EBA1 + five[4]);
        }
        for (int i = 40; i < 60; i += 5)
        {
            ReadOnlySpan<uint> five = Five(words, i);
            Round(a, ref b, Majority(b, c, d), ref e, 0x8F1BBCDC + five[0]);
            Round(e, ref a, Majority(a, b, c), ref d, 0x8F1BBCDC + five[1]);
            Round(d, ref e, Majority(e, a, b), ref c, 0x8F1BBCDC + five[2]);
            Round(c, ref d, Majority(d, e, a), ref b, 0x8F1BBCDC + five[3]);
            Round(b, ref c, Majority(c, d, e), ref a, 0x8F1BBCDC + five[4]);
        }
        for (int i = 60; i < Rounds; i += 5)
        {
            ReadOnlySpan<uint> five = Five(words, i);
            Round(a, ref b, b ^ c ^ d, ref e, 0xCA62C1D6 + five[0]);
            Round(e, ref a, a ^ b ^ c, ref d, 0xCA62C1D6 + five[1]);
            Round(d, ref e, e ^ a ^ b, ref c, 0xCA62C1D6 + five[2]);
            Round(c, ref d, d ^ e ^ a, ref b, 0xCA62C1D6 + five[3]);
            Round(b, ref c, c ^ d ^ e, ref a, 0xCA62C1D6 + five[4]);
        }
        BinaryPrimitives.WriteUInt32BigEndian(hash, A + a);
        BinaryPrimitives.WriteUInt32BigEndian(hash[4..], B + b);
        BinaryPrimitives.WriteUInt32BigEndian(hash[8..], C + c);
        BinaryPrimitives.WriteUInt32BigEndian(hash[12..], D + d);
        BinaryPrimitives.WriteUInt32BigEndian(hash[16..], E + e);
    }

    /// <summary>One round: what the standard calls <c>T</c> is gathered in <paramref name="e"/>, which is <c>a</c> of the next round.</summary>
    static void Round(uint a, ref uint b, uint mixed, ref uint e, uint word)
    {
        e += RotateLeft(a, 5) + mixed + word;
        b = RotateLeft(b, 30);
    }

    /// <summary>The standard's <c>Ch</c>.</summary>
    static uint Choice(uint x, uint y, uint z) => z ^ (x & (y ^ z));

    /// <summary>The standard's <c>Maj</c>.</summary>
    static uint Majority(uint x, uint y, uint z) => (x & y) | (z & (x | y));
}
