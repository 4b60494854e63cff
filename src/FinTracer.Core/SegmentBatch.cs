using System;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Flows;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>The segments of so many frames, decoded and divided by four-tuple. Filled by one thread, then read by any.</summary>
sealed class SegmentBatch(int shards, ulong seed)
{
    /// <summary>
    /// Frames in a batch, and between two looks at the clock: counted over all frames of the capture, so that what is let go when depends on the capture alone.
    /// </summary>
    public const int Frames = 4096;

    const int LeastRoom = 64;
    const int Part = Frames / 4; // twice what one of eight shards gets of an even division

    // By shard, in capture order: another core reads them one behind the other. All parts are one array, which the collector never moves, and what is not needed of it is never touched.
    readonly PackedSegment[] _segments = new PackedSegment[shards * Part];
    readonly PackedSegment[]?[] _whole = new PackedSegment[shards][]; // of a shard that has got more than its part at some time
    readonly BatchTuple[][] _tuples = Of<BatchTuple>(shards);
    readonly int[] _segmentCounts = new int[shards];
    readonly int[] _tupleCounts = new int[shards];
    readonly TupleCache _cache = new();

    /// <summary>All its frames are there: the clock may move on behind it.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Least time of any frame in this batch: before it nothing more is awaited, unless the capture's clock runs back.</summary>
    public long EarliestNs { get; private set; }

    /// <summary>The segments that belong to a shard, in capture order.</summary>
    public ReadOnlySpan<PackedSegment> SegmentsOf(int shard)
        => _segmentCounts[shard] is > Part and int count ? _whole[shard].AsSpan(0, count) : _segments.AsSpan(shard * Part, _segmentCounts[shard]);

    /// <summary>Their four-tuples. One may stand here more than once.</summary>
    public ReadOnlySpan<BatchTuple> TuplesOf(int shard) => _tuples[shard].AsSpan(0, _tupleCounts[shard]);

    /// <summary>
    /// Reads and decodes until the batch is full; false when the source ended, or the work was cancelled, before. Counts the frames in <paramref name="result"/>.
    /// </summary>
    public bool Fill(IFrameSource source, FrameDecoder decoder, TraceResult result, bool ignoreBadChecksums, CancellationToken cancellation)
    {
        Array.Clear(_segmentCounts);
        Array.Clear(_tupleCounts);
        _cache.Clear();
        int frames = 0;
        int segments = 0;
        (long earliestNs, long latestNs) = (long.MaxValue, long.MinValue);
        while (frames < Frames && !cancellation.IsCancellationRequested && source.TryRead(out Frame frame))
        {
            if (frames++ == 0)
            {
                result.FirstTimeNs ??= frame.TimestampNs;
            }

            earliestNs = Math.Min(earliestNs, frame.TimestampNs);
            latestNs = Math.Max(latestNs, frame.TimestampNs);
            DecodeOutcome outcome = decoder.Decode(frame, out Segment segment);
            if (outcome != DecodeOutcome.Segment)
            {
                result.Count(outcome, frames: 1);
                continue;
            }

            segments++;
            if (Accept(segment, result, ignoreBadChecksums))
            {
                Add(segment);
            }
        }

        result.Count(DecodeOutcome.Segment, segments);
        if (frames > 0)
        {
            result.LastTimeNs = Math.Max(latestNs, result.LastTimeNs ?? latestNs);
        }

        EarliestNs = earliestNs;
        IsFull = frames == Frames;
        return IsFull;
    }

    void Add(in Segment segment)
    {
        ulong mixed = TupleCache.Mix(segment);
        int place = TupleCache.PlaceOf(mixed);
        if (!_cache.TryFind(place, segment, _tuples, out int shard, out int tuple, out bool fromFirst))
        {
            shard = (int)((mixed >> 32) * (uint)_tupleCounts.Length >> 32);
            tuple = _tupleCounts[shard]++;
            fromFirst = true;
            RoomFor(ref _tuples[shard], tuple)[tuple] = new BatchTuple(segment.Source, segment.Destination, FlowKey.HashOf(segment, seed));
            _cache.Set(place, shard, tuple);
        }

        int at = _segmentCounts[shard]++;
        if (at < Part)
        {
            _segments[(shard * Part) + at].Pack(segment, tuple, fromFirst);
        }
        else
        {
            WholeOf(shard, at)[at].Pack(segment, tuple, fromFirst);
        }
    }

    /// <summary>Where all segments of a shard stand when they are more than its part: those that stand in the part are taken along when the first one comes that does not.</summary>
    PackedSegment[] WholeOf(int shard, int count)
    {
        PackedSegment[] whole = _whole[shard] ??= new PackedSegment[Frames];
        if (count == Part)
        {
            _segments.AsSpan(shard * Part, Part).CopyTo(whole);
        }

        return whole;
    }

    static T[][] Of<T>(int shards)
        where T : struct
    {
        var arrays = new T[shards][];
        Array.Fill(arrays, []);
        return arrays;
    }

    /// <summary>
    /// Room grows with need, up to the case that every segment falls to one shard: a capture of a few frames costs a few.
    /// </summary>
    static T[] RoomFor<T>(ref T[] array, int index)
        where T : struct
    {
        if (index == array.Length)
        {
            Array.Resize(ref array, Math.Clamp(array.Length * 4, LeastRoom, Frames)); // 64, 256, 1,024, 4,096: an even division needs some fifty
        }

        return array;
    }

    static bool Accept(in Segment segment, TraceResult result, bool ignoreBadChecksums)
    {
        if (!segment.Has(SegmentTraits.BadChecksum))
        {
            return true;
        }

        result.BadChecksums++;
        result.IgnoredSegments += ignoreBadChecksums ? 1 : 0;
        return !ignoreBadChecksums;
    }
}
