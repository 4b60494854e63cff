using System;
using System.Collections.Generic;
using System.Numerics;

namespace FinTracer.Findings;

/// <summary>
/// Durations counted in buckets whose bounds are fixed once for all, so that merging two histograms is adding their counts and
/// the result cannot depend on how the durations were divided. Each power of two is cut into sixteen buckets of equal width: a
/// percentile is given as its bucket's upper bound, at most 1/16 above the true value. Durations below 32 ns have a bucket each.
/// </summary>
internal sealed class DurationHistogram
{
    const int SubBucketBits = 4;
    const int SubBuckets = 1 << SubBucketBits;
    const int Room = 3;

    static readonly int LastBucket = BucketOf(long.MaxValue);

    /// <summary>Counts of the buckets from <see cref="_first"/> on; as long as the durations are far apart, no longer.</summary>
    long[]? _counts;
    int _first;
    long _count;
    long _min = long.MaxValue;
    long _max;

    /// <summary>Counts one duration in nanoseconds; a negative one (clocks that stepped back) counts as 0.</summary>
    public void Add(long durationNs)
    {
        long duration = Math.Max(durationNs, 0);
        AddToBucket(BucketOf(duration), 1);
        _count++;
        _min = Math.Min(_min, duration);
        _max = Math.Max(_max, duration);
    }

    public void MergeWith(DurationHistogram other)
    {
        if (other._counts is null) { return; }
        for (int i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] > 0) { AddToBucket(other._first + i, other._counts[i]); }
        }
        _count += other._count;
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
    }

    public DurationSummary Summarize()
    {
        if (_counts is null) { return default; }
        return new(_count, _min, Quantile(50), Quantile(90), Quantile(99), _max) { Buckets = ToBuckets() };
    }

    /// <summary>Buckets grow with the value: the position of the highest bit, then the four bits below it.</summary>
    internal static int BucketOf(long duration)
    {
        if (duration < SubBuckets) { return (int)duration; }
        int shift = BitOperations.Log2((ulong)duration) - SubBucketBits;
        return (shift << SubBucketBits) + (int)(duration >> shift);
    }

    /// <summary>The greatest duration that falls into a bucket.</summary>
    internal static long UpperBoundOf(int bucket)
    {
        int shift = Math.Max((bucket >> SubBucketBits) - 1, 0);
        long top = bucket - ((long)shift << SubBucketBits);
        return (long)(((ulong)(top + 1) << shift) - 1);
    }

    /// <summary>
    /// Neighbouring buckets put together until they span no more than <paramref name="rows"/>, each twice as wide as before; the empty ones between are there too.
    /// </summary>
    internal static List<DurationBucket> Coarse(IReadOnlyList<DurationBucket> buckets, int rows)
    {
        if (buckets.Count == 0) { return []; }
        (int first, int last, int shift) = (BucketOf(buckets[0].FromNs), BucketOf(buckets[^1].FromNs), 0);
        while ((last >> shift) - (first >> shift) >= rows) { shift++; }
        var coarse = new List<DurationBucket>(rows);
        for (int group = first >> shift; group <= last >> shift; group++)
        {
            coarse.Add(new(LowerBoundOf(group << shift), UpperBoundOf(Math.Min(((group + 1) << shift) - 1, LastBucket)), 0));
        }
        foreach (DurationBucket bucket in buckets)
        {
            int at = (BucketOf(bucket.FromNs) >> shift) - (first >> shift);
            coarse[at] = coarse[at] with { Count = coarse[at].Count + bucket.Count };
        }
        return coarse;
    }

    DurationBucket[] ToBuckets()
    {
        var buckets = new DurationBucket[_counts.AsSpan().Length - _counts.AsSpan().Count(0)];
        int filled = 0;
        for (int i = 0; i < _counts!.Length; i++)
        {
            if (_counts[i] > 0) { buckets[filled++] = new(LowerBoundOf(_first + i), UpperBoundOf(_first + i), _counts[i]); }
        }
        return buckets;
    }

    static long LowerBoundOf(int bucket) => bucket == 0 ? 0 : UpperBoundOf(bucket - 1) + 1;

    /// <summary>The bucket in which the duration of rank ceil(count × percent / 100) lies (nearest rank).</summary>
    long Quantile(int percent)
    {
        long rank = (long)(((UInt128)_count * (uint)percent + 99) / 100);
        long seen = 0;
        for (int i = 0; i < _counts!.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) { return Math.Clamp(UpperBoundOf(_first + i), _min, _max); }
        }
        return _max;
    }

    void AddToBucket(int bucket, long count)
    {
        if (_counts is null || (uint)(bucket - _first) >= (uint)_counts.Length) { Widen(bucket); }
        _counts![bucket - _first] += count;
    }

    /// <summary>Takes a bucket in, with some room beyond it: durations of one service lie near each other.</summary>
    void Widen(int bucket)
    {
        if (_counts is null)
        {
            _first = Math.Max(0, bucket - Room);
            _counts = new long[(2 * Room) + 1];
            return;
        }
        int first = Math.Min(_first, Math.Max(0, bucket - SubBuckets));
        int end = Math.Max(_first + _counts.Length, bucket + SubBuckets);
        var widened = new long[end - first];
        _counts.CopyTo(widened, _first - first);
        (_first, _counts) = (first, widened);
    }
}
