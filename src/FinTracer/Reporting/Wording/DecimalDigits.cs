using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// Decimal digits as octets, eight at once: they are worked out side by side in one register, and leading zeros are shifted out of it, so that no digit takes a division
/// of its own. A record has some thirty numbers.
/// </summary>
static class DecimalDigits
{
    /// <summary>Room for any number; more than its digits need, since they are written eight at once.</summary>
    public const int Room = 32;

    const ulong Zeros = 0x3030_3030_3030_3030; // '0' eight times
    const uint EightDigits = 100_000_000;

    /// <summary>Writes <paramref name="number"/> to the begin of <paramref name="to"/> (at least <see cref="Room"/> octets, those behind the number may change too); returns how many digits it has (1 to 20).</summary>
    public static int Write(ulong number, Span<byte> to)
    {
        if (number < 10) // most of a record's numbers: what did not happen, or once
        {
            to[0] = (byte)('0' + number);
            return 1;
        }

        if (number >= EightDigits) { return WriteLong(number, to); }
        int count = CountOf((uint)number);
        BinaryPrimitives.WriteUInt64LittleEndian(to, (Eight((uint)number) >> (64 - (8 * count))) + Zeros);
        return count;
    }

    /// <summary>The last eight digits behind those before.</summary>
    static int WriteLong(ulong number, Span<byte> to)
    {
        (ulong before, ulong last) = Math.DivRem(number, EightDigits);
        int length = Write(before, to);
        WriteEight((uint)last, to[length..]);
        return length + 8;
    }

    /// <summary>The same for a number with a sign.</summary>
    public static int Write(long number, Span<byte> to)
    {
        if (number >= 0) { return Write((ulong)number, to); }
        to[0] = (byte)'-';
        return 1 + Write(Magnitude(number), to[1..]);
    }

    /// <summary>The number without its sign; that of <see cref="long.MinValue"/> is no <see cref="long"/>.</summary>
    public static ulong Magnitude(long number) => number < 0 ? 0 - (ulong)number : (ulong)number;

    /// <summary>Writes <paramref name="number"/> (below 10^8) with its leading zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteEight(uint number, Span<byte> to) => BinaryPrimitives.WriteUInt64LittleEndian(to, Eight(number) + Zeros);

    /// <summary>Writes <paramref name="number"/> (below 10^9) with its leading zeros, as the digits of a second down to the nanosecond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteNine(uint number, Span<byte> to)
    {
        (uint first, uint others) = Math.DivRem(number, EightDigits);
        to[0] = (byte)('0' + first);
        WriteEight(others, to[1..]);
    }

    /// <summary>
    /// How many digits <paramref name="number"/> (10 to 10^8 - 1) has. Asked of the number, not of its digits, and by branches: the processor guesses them right, as the numbers of one
    /// record are as long as those of the record before, and goes on with what stands behind the number before the digits are worked out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CountOf(uint number)
    {
        if (number < 100) { return 2; }
        if (number < 1_000) { return 3; }
        if (number < 10_000) { return 4; }
        if (number < 100_000) { return 5; }
        if (number < 1_000_000) { return 6; }
        return number < 10_000_000 ? 7 : 8;
    }

    /// <summary>
    /// The digits of <paramref name="number"/> (below 10^8), one an octet, the first in the lowest: halved into two numbers of four digits, those into four of two, those into eight.
    /// Divisions by 100 and 10 are multiplications by 10,486 / 2^20 and 103 / 2^10, exact for numbers this small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Eight(uint number)
    {
        (uint upper, uint lower) = Math.DivRem(number, 10_000);
        ulong fours = upper | ((ulong)lower << 32);
        ulong hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
        ulong twos = hundreds | ((fours - (100 * hundreds)) << 16);
        ulong tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((twos - (10 * tens)) << 8);
    }
}
