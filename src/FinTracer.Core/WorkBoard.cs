using System;
using System.Collections.Generic;
using System.Threading;

namespace FinTracer;

/// <summary>
/// Which work can be done next. Steps go through fill → track (every shard) → collect → prepare → deliver; a free worker takes what is furthest on its way, so
/// that little is in flight and what was made on one core is mostly used there. One worker alone gets the plain sequence.
/// </summary>
sealed class WorkBoard
{
    const int SpinsBeforeSleep = 20; // some microseconds: most waits are shorter than falling asleep and being woken would be
    const int PausesInSpin = 8;      // pauses and no call of the system, which would take from a worker on the other half of the same core

    const int AnyHome = -1;
    const int FilledAhead = 2;
    const int FarBehind = 3; // shards that nobody has begun

    readonly object _gate = new();
    readonly int[] _homes; // by shard: the worker that had it last, in whose cache its connections are
    readonly bool[] _taken;
    readonly Stack<TraceStep> _free = new(); // the one that was used last lies in the cache
    readonly Queue<TraceStep> _filled = new();
    readonly Queue<TraceStep> _collected = new();
    readonly Queue<TraceStep> _undelivered = new();
    TraceStep? _tracking;
    int _shardsTracked;
    bool _filling;
    int _filler; // the worker that read last
    bool _inputEnded;
    bool _delivering;
    bool _stopped;
    bool _completed;
    long? _completeUpTo;
    volatile int _changes;

    /// <param name="shards">Parts in which each batch is tracked.</param>
    /// <param name="seed">Seed of the four-tuples' hash.</param>
    /// <param name="steps">Steps in flight: what bounds the memory between the reader and the slowest consumer.</param>
    public WorkBoard(int shards, ulong seed, int steps)
    {
        _homes = new int[shards];
        _taken = new bool[shards];
        for (int i = 0; i < steps; i++)
        {
            _free.Push(new TraceStep(shards, seed));
        }
    }

    bool IsFinished => _stopped || (_completed && _undelivered.Count == 0);

    /// <summary>Waits for work for a worker; false when all is done, or the work was stopped.</summary>
    public bool TryTake(int worker, out Work work)
    {
        int spins = 0;
        while (true)
        {
            int seen = _changes;
            lock (_gate)
            {
                work = default;
                if (IsFinished)
                {
                    return false;
                }

                if (TryChoose(worker, waitedLong: spins >= SpinsBeforeSleep, out work))
                {
                    return true;
                }

                if (spins >= SpinsBeforeSleep)
                {
                    Monitor.Wait(_gate);
                    spins = 0;
                }
            }

            for (; _changes == seen && spins < SpinsBeforeSleep; spins++)
            {
                Thread.SpinWait(PausesInSpin);
            }
        }
    }

    /// <summary>A batch was read; <paramref name="more"/> is false when it is the last.</summary>
    public void Filled(TraceStep step, bool more)
    {
        lock (_gate)
        {
            _filling = false;
            _inputEnded = !more;
            _filled.Enqueue(step);
            Wake();
        }
    }

    /// <summary>One shard has taken in its part of the present step.</summary>
    public void Tracked()
    {
        lock (_gate)
        {
            if (++_shardsTracked == _homes.Length)
            {
                Wake();
            }
        }
    }

    /// <summary>True when nothing comes behind the step that is being collected but what is left in the shards.</summary>
    public bool IsLastBatch
    {
        get
        {
            lock (_gate)
            {
                return _inputEnded && _filled.Count == 0;
            }
        }
    }

    /// <summary>
    /// The present step's connections are together. <paramref name="completeUpTo"/>, behind the last batch: the next piece of what is left, null when nothing is.
    /// </summary>
    public void Collected(TraceStep step, long? completeUpTo)
    {
        lock (_gate)
        {
            _completeUpTo = completeUpTo;
            _completed = _inputEnded && _filled.Count == 0 && completeUpTo is null;
            _tracking = null;
            if (step.Decided.Count > 0)
            {
                _collected.Enqueue(step);
                _undelivered.Enqueue(step);
            }
            else
            {
                _free.Push(step);
            }

            Wake();
        }
    }

    /// <summary>A step can be delivered, when those before it are.</summary>
    public void Prepared(TraceStep step, object? prepared)
    {
        lock (_gate)
        {
            step.Prepared = prepared;
            step.IsPrepared = true;
            Wake();
        }
    }

    /// <summary>A step is at its end and can serve again.</summary>
    public void Delivered(TraceStep step)
    {
        lock (_gate)
        {
            _delivering = false;
            _undelivered.Dequeue();
            step.Clear();
            _free.Push(step);
            Wake();
        }
    }

    /// <summary>Something failed: nobody takes work any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Wake();
        }
    }

    void Wake()
    {
        _changes++;
        Monitor.PulseAll(_gate);
    }

    bool TryChoose(int worker, bool waitedLong, out Work work)
    {
        if (!_delivering && _undelivered.TryPeek(out TraceStep? oldest) && oldest.IsPrepared)
        {
            _delivering = true;
            work = new(WorkKind.Deliver, oldest);
            return true;
        }

        if (worker == _filler && _filled.Count < FilledAhead && TryChooseFilling(worker, out work))
        {
            return true; // nobody must wait for the reader, who goes ahead of the others
        }

        if (_collected.TryDequeue(out TraceStep? collected))
        {
            work = new(WorkKind.Prepare, collected);
            return true;
        }

        // Another worker's shard last, and only when that one is far behind, or waits for input: the shard's connections have to come over from the other cache.
        return TryChooseTracking(worker, worker, out work) || TryChooseFilling(worker, out work)
            || ((waitedLong || Untaken() >= FarBehind) && TryChooseTracking(worker, AnyHome, out work));
    }

    bool TryChooseTracking(int worker, int home, out Work work)
    {
        work = default;
        if (_tracking is null && !TryBegin(out _tracking))
        {
            return false;
        }

        if (_shardsTracked == _homes.Length)
        {
            _shardsTracked = 0; // so that it is collected once
            work = new(WorkKind.Collect, _tracking);
            return true;
        }

        for (int shard = 0; shard < _homes.Length; shard++)
        {
            if (!_taken[shard] && (home == AnyHome || _homes[shard] == home))
            {
                _taken[shard] = true;
                _homes[shard] = worker;
                work = new(WorkKind.Track, _tracking, shard);
                return true;
            }
        }

        return false;
    }

    int Untaken()
    {
        int untaken = 0;
        foreach (bool taken in _taken)
        {
            untaken += taken ? 0 : 1;
        }

        return untaken;
    }

    bool TryBegin([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TraceStep? step)
    {
        if (!_filled.TryDequeue(out step))
        {
            if (_completeUpTo is null || !_free.TryPop(out step))
            {
                return false;
            }

            step.CompleteUpTo = _completeUpTo;
            _completeUpTo = null;
        }

        _shardsTracked = 0;
        Array.Clear(_taken);
        return true;
    }

    bool TryChooseFilling(int worker, out Work work)
    {
        work = default;
        if (_filling || _inputEnded || !_free.TryPop(out TraceStep? step))
        {
            return false;
        }

        _filling = true;
        _filler = worker;
        work = new(WorkKind.Fill, step);
        return true;
    }
}
