using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using FinTracer.Reporting.Wording;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>The digest of one block against the framework's.</summary>
public sealed class Sha1BlockTests
{
    [Fact]
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is the one that is tested.")]
    public void Every_message_of_one_block_has_the_digest_of_the_framework() => Gen.Byte.Array[0, Sha1Block.MaxLength].Sample(message =>
    {
        Span<byte> hash = stackalloc byte[Sha1Block.HashLength];
        Sha1Block.Hash(message, hash);
        Assert.Equal(SHA1.HashData(message), hash.ToArray());
    });

    /// <summary>The example of FIPS 180, and no message at all.</summary>
    [Theory]
    [InlineData("abc", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709")]
    public void Digests_known_by_heart(string message, string digest)
    {
        Span<byte> hash = stackalloc byte[Sha1Block.HashLength];
        Sha1Block.Hash(Encoding.ASCII.GetBytes(message), hash);
        Assert.Equal(digest, Convert.ToHexString(hash));
    }

    [Fact]
    public void What_does_not_fit_one_block_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha1Block.Hash(new byte[Sha1Block.MaxLength + 1], new byte[Sha1Block.HashLength]));
}
