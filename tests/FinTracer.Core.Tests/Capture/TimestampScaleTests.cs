using System.Numerics;
using CsCheck;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class TimestampScaleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(6, 6)]
    [InlineData(9, 9)]
    [InlineData(12, 9)]
    [InlineData(0x80, 0)]
    [InlineData(0x8a, 4)]     // 1/1024 s
    [InlineData(0x94, 7)]     // 2^-20 s
    [InlineData(0xa0, 9)]
    public void Digits_tell_the_clocks_precision(byte resolution, int digits) => Assert.Equal(digits, new TimestampScale(resolution, 0).Digits);

    [Fact]
    public void Any_clock_gives_the_exact_time_clamped() =>
        Gen.Select(Gen.Byte, Gen.OneOf(Gen.Long[-2_000_000_000, 2_000_000_000], Gen.Long), Gen.ULong).Sample((resolution, offset, units) =>
        {
            int exponent = resolution & 0x7f;
            BigInteger perSecond = BigInteger.Pow((resolution & 0x80) != 0 ? 2 : 10, exponent);
            BigInteger exact = (units * new BigInteger(1_000_000_000) / perSecond) + (offset * new BigInteger(1_000_000_000));
            var expected = (long)BigInteger.Max(-TimestampScale.GreatestNs, BigInteger.Min(TimestampScale.GreatestNs, exact));
            return new TimestampScale(resolution, offset).ToNanoseconds(units) == expected;
        }, iter: 20_000);
}
