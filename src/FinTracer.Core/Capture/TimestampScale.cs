using System;

namespace FinTracer.Capture;

/// <summary>
/// Turns a pcapng interface's clock units into nanoseconds since the epoch (if_tsresol and if_tsoffset, draft-ietf-opsawg-pcapng section 4.2).
/// Results beyond 146 years on either side of the epoch are clamped, so that whoever adds a duration to a time or takes the difference of two cannot overflow.
/// </summary>
readonly struct TimestampScale
{
    /// <summary>The greatest time, and negated the smallest, nanoseconds since the epoch: in the year 2116.</summary>
    public const long GreatestNs = (1L << 62) - 1;

    const long NanosecondsPerSecond = 1_000_000_000;

    // Above every offset and time that a real file has; the sum of both is still in range.
    const long MaxFastOffsetNs = (1L << 60) - 1;
    const long MaxFastProduct = 3L << 60;

    readonly byte _resolution;
    readonly long _offsetSeconds;
    readonly ulong _fastLimit;
    readonly ulong _factor;
    readonly long _offsetNs;

    /// <param name="resolution">if_tsresol: units per second as a power of ten, or of two when the top bit is set. 6 when the option is absent.</param>
    /// <param name="offsetSeconds">if_tsoffset: seconds to add.</param>
    public TimestampScale(byte resolution, long offsetSeconds)
    {
        _resolution = resolution;
        _offsetSeconds = offsetSeconds;
        Int128 offsetNs = (Int128)offsetSeconds * NanosecondsPerSecond;
        if (resolution <= 9 && offsetNs >= -MaxFastOffsetNs && offsetNs <= MaxFastOffsetNs)
        {
            _factor = (ulong)PowerOfTen(9 - resolution);
            _offsetNs = (long)offsetNs;
            _fastLimit = MaxFastProduct / _factor;
        }
    }

    /// <summary>The clock of an interface that says nothing: microseconds.</summary>
    public static TimestampScale Microseconds { get; } = new(6, 0);

    /// <summary>Decimal digits behind the second that the clock gives, 0 to 9.</summary>
    public int Digits => IsPowerOfTwo
        ? Math.Min(9, (int)Math.Ceiling(Exponent * Math.Log10(2)))
        : Math.Min(9, Exponent);

    bool IsPowerOfTwo => (_resolution & 0x80) != 0;

    int Exponent => _resolution & 0x7f;

    /// <summary>Nanoseconds since the epoch of a time in this clock's units.</summary>
    public long ToNanoseconds(ulong units) => units <= _fastLimit && _factor != 0
        ? (long)(units * _factor) + _offsetNs
        : Exactly(units);

    long Exactly(ulong units)
    {
        // 2^64 units times 10^9 stay below 2^94, so nothing here can overflow 128 bits.
        UInt128 product = (UInt128)units * NanosecondsPerSecond;
        UInt128 nanoseconds = IsPowerOfTwo
            ? product >> Exponent
            : Exponent > 29 ? 0 : product / PowerOfTen(Exponent);
        Int128 sum = (Int128)nanoseconds + ((Int128)_offsetSeconds * NanosecondsPerSecond);
        return (long)Int128.Clamp(sum, -GreatestNs, GreatestNs);
    }

    static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }
        return power;
    }
}
