using System;

namespace FinTracer.Selection;

/// <summary>A value of a field; which part holds it follows from the field's type. Times and durations are nanoseconds.</summary>
readonly record struct FieldValue(bool Exists, Int128 Number, UInt128 Address, string? Text) : IComparable<FieldValue>
{
    /// <summary>What is <c>null</c> in the report.</summary>
    public static FieldValue Absent => default;

    public static FieldValue Of(long? number) => number is { } known ? new(true, known, 0, null) : Absent;

    public static FieldValue Of(bool? truth) => truth is { } known ? new(true, known ? 1 : 0, 0, null) : Absent;

    public static FieldValue Of(string? text) => text is null ? Absent : new(true, 0, 0, text);

    public static FieldValue OfAddress(UInt128 address) => new(true, 0, address, null);

    /// <summary>Order for sorting: what is absent stands last.</summary>
    public int CompareTo(FieldValue other)
    {
        if (Exists != other.Exists) { return Exists ? -1 : 1; }
        int order = Number.CompareTo(other.Number);
        if (order == 0) { order = Address.CompareTo(other.Address); }
        return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
    }
}
