using System;

namespace FinTracer.Reporting.Wording;

/// <summary>Nanoseconds as seconds, exact.</summary>
static class Seconds
{
    const uint NsPerSecond = 1_000_000_000;
    const int FractionLength = 9;

    /// <summary>Writes with nine digits behind the point (<c>-0.500000000</c>) to the begin of <paramref name="to"/> (at least <see cref="DecimalDigits.Room"/> octets); returns the length.</summary>
    public static int WriteWhole(long ns, Span<byte> to)
    {
        int length = WriteWithPoint(ns, to, out uint fraction);
        DecimalDigits.WriteNine(fraction, to[length..]);
        return length + FractionLength;
    }

    /// <summary>The same with no more digits than it needs: <c>-0.5</c>, <c>12</c>.</summary>
    public static int WriteShort(long ns, Span<byte> to)
    {
        int length = WriteWithPoint(ns, to, out uint fraction);
        if (fraction == 0) { return length - 1; }
        DecimalDigits.WriteNine(fraction, to[length..]);
        length += FractionLength;
        while (to[length - 1] == (byte)'0') { length--; }
        return length;
    }

    static int WriteWithPoint(long ns, Span<byte> to, out uint fraction)
    {
        int length = 0;
        if (ns < 0) { to[length++] = (byte)'-'; }
        (ulong seconds, ulong rest) = Math.DivRem(DecimalDigits.Magnitude(ns), NsPerSecond);
        fraction = (uint)rest;
        length += DecimalDigits.Write(seconds, to[length..]);
        to[length++] = (byte)'.';
        return length;
    }
}
