using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using FinTracer.Reporting.Wording;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>Numbers and seconds as octets, against the framework's texts.</summary>
public sealed class DecimalDigitsTests
{
    /// <summary>The limits, and around each power of ten, where the length changes.</summary>
    static readonly long[] s_edges =
        [long.MinValue, long.MinValue + 1, long.MaxValue, 0, .. Enumerable.Range(0, 19).Select(power => (long)Math.Pow(10, power)).SelectMany(ten => new[] { ten - 1, ten, ten + 1, -ten })];

    static readonly Gen<long> s_numbers = Gen.OneOf(Gen.Long, Gen.Int.Select(i => (long)i), Gen.Long[-2000, 2000], Gen.Select(Gen.Long, Gen.Int[0, 63], (number, shift) => number >> shift));

    [Fact]
    public void Numbers_have_the_digits_of_the_framework()
    {
        foreach (long number in s_edges) { Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Digits(number)); }
        Assert.Equal(ulong.MaxValue.ToString(CultureInfo.InvariantCulture), Text(buffer => DecimalDigits.Write(ulong.MaxValue, buffer)));
        s_numbers.Sample(number => Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Digits(number)));
    }

    [Fact]
    public void Nine_digits_keep_their_zeros() => Gen.OneOf(Gen.UInt[0, 999_999_999], Gen.UInt[0, 1000], Gen.UInt[99_999_000, 100_001_000]).Sample(number =>
        Assert.Equal(
            number.ToString("D9", CultureInfo.InvariantCulture),
            Text(buffer =>
            {
                DecimalDigits.WriteNine(number, buffer);
                return 9;
            })));

    [Fact]
    public void Seconds_are_exact()
    {
        foreach (long ns in s_edges) { AreExact(ns); }
        Gen.OneOf(s_numbers, s_numbers.Select(number => number / 1_000_000_000 * 1_000_000_000), s_numbers.Select(number => number / 1000 * 1000)).Sample(AreExact);
    }

    static void AreExact(long ns)
    {
        decimal seconds = ns / 1_000_000_000m;
        Assert.Equal(JsonSerializer.Serialize(seconds), Text(buffer => Seconds.WriteShort(ns, buffer)));
        Assert.Equal(seconds.ToString("F9", CultureInfo.InvariantCulture), Text(buffer => Seconds.WriteWhole(ns, buffer)));
    }

    static string Digits(long number) => Text(buffer => DecimalDigits.Write(number, buffer));

    /// <summary>Written into no more room than is asked for, among octets that were there before.</summary>
    static string Text(Func<byte[], int> write)
    {
        byte[] buffer = Enumerable.Repeat((byte)'#', DecimalDigits.Room).ToArray();
        return Encoding.ASCII.GetString(buffer, 0, write(buffer));
    }
}
