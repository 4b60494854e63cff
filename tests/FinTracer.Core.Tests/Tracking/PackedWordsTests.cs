using System;
using System.Linq;
using CsCheck;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Core.Tests.Tracking;

public sealed class PackedWordsTests
{
    static readonly Gen<uint> s_word = Gen.OneOf(
        Gen.Const(0u), Gen.UInt[0, 300], Gen.UInt[65_000, 66_000], Gen.UInt, Gen.Int[0, 5].Select(i => new[] { 1u, 255u, 256u, 65_535u, 65_536u, uint.MaxValue }[i]));

    [Fact]
    public void Words_come_back_whatever_they_are()
    {
        s_word.Array[0, 64].Select(words => words.Take(words.Length / 4 * 4).ToArray()).Sample(words =>
        {
            byte[] octets = new byte[PackedWords.MaxOctets(words.Length)];
            Random.Shared.NextBytes(octets); // what lay in the buffer before must not show
            int length = PackedWords.Pack(words, octets);
            Random.Shared.NextBytes(octets.AsSpan(length));
            uint[] back = new uint[words.Length + 4];

            PackedWords.Unpack(octets, back);

            Assert.Equal(words, back[..words.Length]);
            Assert.Equal(new uint[4], back[words.Length..]); // no more than was packed
        });
    }

    /// <summary>The room is what the format says: two octets, and for each group one and as many as its words need.</summary>
    [Theory]
    [InlineData(0u, 0)]
    [InlineData(1u, 1)]
    [InlineData(255u, 1)]
    [InlineData(256u, 2)]
    [InlineData(65_535u, 2)]
    [InlineData(65_536u, 4)]
    [InlineData(uint.MaxValue, 4)]
    public void A_word_takes_no_more_room_than_it_needs(uint word, int octets)
    {
        byte[] buffer = new byte[PackedWords.MaxOctets(4)];

        Assert.Equal(2 + 1 + octets, PackedWords.Pack([0, 0, word, 0], buffer));
        Assert.Equal(2 + 1 + (4 * octets), PackedWords.Pack([word, word, word, word], buffer));
    }
}
