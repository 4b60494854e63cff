using System;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace FinTracer.Tracking;

/// <summary>
/// Packs words of 32 bits four at a time: an octet that says how many octets each of them needs (0, 1, 2 or 4), and those. Small words cost little room, zeros
/// a quarter of an octet, and neither way has a branch that depends on the words. Before all stands the number of groups, in two octets.
/// </summary>
static class PackedWords
{
    /// <summary>Words in a group. Always whole groups are packed.</summary>
    public const int Group = 4;

    const int GroupOctets = Group * sizeof(uint);
    const int CountOctets = sizeof(ushort);

    // By the octet before a group, whose bits 0 to 3 and 4 to 7 are the lower and the upper bit of the four words' classes.
    static readonly byte[] s_lengths = new byte[256];
    static readonly Vector128<byte>[] s_packed = new Vector128<byte>[256];   // which octet of the words goes where
    static readonly Vector128<byte>[] s_unpacked = new Vector128<byte>[256]; // and back; beyond 15: zero

    static PackedWords()
    {
        Span<byte> packed = stackalloc byte[GroupOctets];
        Span<byte> unpacked = stackalloc byte[GroupOctets];
        for (int classes = 0; classes < 256; classes++)
        {
            packed.Clear();
            unpacked.Fill(byte.MaxValue);
            int at = 0;
            for (int word = 0; word < Group; word++)
            {
                int octets = OctetsOf(((classes >> word) & 1) | (((classes >> (word + Group)) & 1) << 1));
                for (int octet = 0; octet < octets; octet++)
                {
                    int place = (word * sizeof(uint)) + octet;
                    packed[at] = (byte)place;
                    unpacked[place] = (byte)at;
                    at++;
                }
            }

            s_lengths[classes] = (byte)at;
            s_packed[classes] = Vector128.Create<byte>(packed);
            s_unpacked[classes] = Vector128.Create<byte>(unpacked);
        }
    }

    /// <summary>Room for packing or unpacking so many words, whatever they are.</summary>
    public static int MaxOctets(int words) => CountOctets + ((words + Group - 1) / Group * (GroupOctets + 1)) + GroupOctets;

    /// <summary>Packs whole groups of words, 65,535 at most, into a buffer of <see cref="MaxOctets"/>; returns the number of octets.</summary>
    public static int Pack(ReadOnlySpan<uint> words, Span<byte> octets)
    {
        byte[] lengths = s_lengths;
        Vector128<byte>[] order = s_packed;
        BinaryPrimitives.WriteUInt16LittleEndian(octets, (ushort)(words.Length / Group));
        int at = CountOctets;
        for (; words.Length >= Group; words = words[Group..])
        {
            Vector128<uint> four = Vector128.Create(words);
            uint some = ~Vector128.Equals(four, Vector128<uint>.Zero).ExtractMostSignificantBits() & 0xF;
            uint two = Vector128.GreaterThan(four, Vector128.Create((uint)byte.MaxValue)).ExtractMostSignificantBits();
            uint all = Vector128.GreaterThan(four, Vector128.Create((uint)ushort.MaxValue)).ExtractMostSignificantBits();
            uint classes = (some ^ two ^ all) | (two << Group);
            octets[at] = (byte)classes;
            Vector128.Shuffle(four.AsByte(), order[(byte)classes]).CopyTo(octets[(at + 1)..]);
            at += 1 + lengths[(byte)classes];
        }

        return at;
    }

    /// <summary>Unpacks what lies at the start of a buffer of <see cref="MaxOctets"/>.</summary>
    public static void Unpack(ReadOnlySpan<byte> octets, Span<uint> words)
    {
        byte[] lengths = s_lengths;
        Vector128<byte>[] order = s_unpacked;
        words = words[..(BinaryPrimitives.ReadUInt16LittleEndian(octets) * Group)];
        octets = octets[CountOctets..];
        for (; words.Length >= Group; words = words[Group..])
        {
            byte classes = octets[0];
            Vector128.Shuffle(Vector128.Create(octets[1..]), order[classes]).AsUInt32().CopyTo(words);
            octets = octets[(1 + lengths[classes])..];
        }
    }

    // Classes 0 to 3: no octet, 1, 2, 4.
    static int OctetsOf(int wordClass) => (1 << wordClass) >> 1;
}
