using System;

namespace FinTracer.Capture;

/// <summary>The order in which the head frames of several files are read: by time, then by file.</summary>
readonly record struct FrontierKey(long TimestampNs, int FileIndex) : IComparable<FrontierKey>
{
    /// <summary>After every frame.</summary>
    public static FrontierKey Never => new(long.MaxValue, int.MaxValue);

    public int CompareTo(FrontierKey other) =>
        TimestampNs != other.TimestampNs ? TimestampNs.CompareTo(other.TimestampNs) : FileIndex.CompareTo(other.FileIndex);

    public static bool operator <(FrontierKey left, FrontierKey right) =>
        left.TimestampNs < right.TimestampNs || (left.TimestampNs == right.TimestampNs && left.FileIndex < right.FileIndex);

    public static bool operator >(FrontierKey left, FrontierKey right) => right < left;

    public static bool operator <=(FrontierKey left, FrontierKey right) => !(right < left);

    public static bool operator >=(FrontierKey left, FrontierKey right) => !(left < right);
}
