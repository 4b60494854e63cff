using System;
using FinTracer.Capture;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>All shards of a run, and what is done between two steps, when none of them works: numbers are given, decided connections are put in order.</summary>
sealed class ShardSet
{
    /// <summary>
    /// The same whatever the number of threads, since with a full table it shows in the report who shares room with whom. Enough for eight cores.
    /// </summary>
    const int Shards = 8;

    const int LeastConnections = 65_536; // less room than that is not divided
    const int CompletedTogether = 64;

    readonly FlowShard[] _shards;
    readonly ReportOrder _order = new();
    long _lastId;
    bool _completing;

    public ShardSet(TraceOptions options, ISegmentListener? listener)
    {
        Seed = options.HashSeed ?? (ulong)Random.Shared.NextInt64();
        // A listener hears the segments in capture order, so for it nothing is divided.
        int count = listener is null && options.MaxConnections >= LeastConnections ? Shards : 1;
        _shards = new FlowShard[count];
        for (int i = 0; i < count; i++)
        {
            _shards[i] = new FlowShard(i, options with { HashSeed = Seed, AtHand = options.AtHand / count }, options.MaxConnections / count, listener);
        }
    }

    /// <summary>Seed of the hash under which their tables find a four-tuple.</summary>
    public ulong Seed { get; }

    /// <summary>How many.</summary>
    public int Count => _shards.Length;

    /// <summary>One of them.</summary>
    public FlowShard this[int index] => _shards[index];

    /// <summary>Numbers what began in a step and gathers what it decided.</summary>
    public void Collect(TraceStep step)
    {
        NumberByFirstFrame();
        _order.Clear();
        for (int shard = 0; shard < _shards.Length; shard++)
        {
            ReadOnlySpan<ConnectionReport> decided = _shards[shard].Decided.Reports;
            for (int place = 0; place < decided.Length; place++)
            {
                _order.Add(decided[place].Id, shard, place);
            }
        }

        foreach ((int shard, int place) in _order.Sort())
        {
            step.Decided.Add() = _shards[shard].Decided.Reports[place];
        }

        foreach (FlowShard shard in _shards)
        {
            shard.EndStep();
        }
    }

    /// <summary>Behind the last batch: up to which number connections are reported in the next step; null when none is left.</summary>
    public long? NextToComplete(long endNs)
    {
        if (!_completing)
        {
            _completing = true;
            foreach (FlowShard shard in _shards)
            {
                shard.BeginCompletion(endNs);
            }
        }

        long? next = null;
        foreach (FlowShard shard in _shards)
        {
            if (shard.IdAhead(CompletedTogether) is { } id)
            {
                next = Math.Min(next ?? long.MaxValue, id);
            }
        }

        return next;
    }

    /// <summary>Adds what the shards counted.</summary>
    public void AddCountsTo(TraceResult result)
    {
        foreach (FlowShard shard in _shards)
        {
            result.AddConnections(shard.Counts);
        }
    }

    /// <summary>Merges the shards' lists of new connections, each of which is in the order of frames.</summary>
    void NumberByFirstFrame()
    {
        while (true)
        {
            FlowShard? earliest = null;
            FrameId frame = default;
            foreach (FlowShard shard in _shards)
            {
                FrameId next = shard.Opened.NextFirstFrame;
                if (next.IsSome && (earliest is null || next < frame))
                {
                    earliest = shard;
                    frame = next;
                }
            }

            if (earliest is null)
            {
                return;
            }

            earliest.Opened.Number(++_lastId, earliest.Decided);
        }
    }
}
