using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace FinTracer;

/// <summary>
/// Tells what is left at the end of a capture, a piece at a time: any number of threads decide pieces and prepare them, and each piece is delivered when those before
/// it are. So what is delivered does not depend on the number of threads, and little of it exists at a time.
/// </summary>
/// <param name="count">Connections that are left.</param>
/// <param name="decisions">Makes what decides them; one for each thread.</param>
/// <param name="stage">What becomes of the reports.</param>
sealed class LastReports(int count, Func<LastDecisions> decisions, IReportStage stage)
{
    const int Together = 128;
    const int InFlight = 32; // pieces that wait for one before them, or for a slow consumer

    readonly object _gate = new();
    readonly (object? Prepared, bool IsPrepared)[] _pieces = new (object?, bool)[InFlight];
    int _begun;
    int _delivered;
    bool _delivering;
    ExceptionDispatchInfo? _failure;

    int Pieces => (count + Together - 1) / Together;

    /// <summary>Tells everything. What the stage throws comes through, and then the rest is not told.</summary>
    /// <param name="threads">Threads that share the work, the calling one included.</param>
    public void Tell(int threads)
    {
        var helpers = new Thread[Math.Min(threads, Pieces) is var useful && useful > 1 ? useful - 1 : 0];
        for (int i = 0; i < helpers.Length; i++)
        {
            int worker = i + 1;
            helpers[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = "last reports" };
            helpers[i].Start();
        }

        Work(worker: 0);
        foreach (Thread helper in helpers)
        {
            helper.Join();
        }

        _failure?.Throw();
    }

    void Work(int worker)
    {
        try
        {
            LastDecisions decided = decisions();
            var reports = new ReportList();
            while (TryBegin(out int piece))
            {
                decided.Add(piece * Together, Math.Min(count, (piece + 1) * Together), reports);
                object? prepared = stage.Prepare(worker, reports.Reports);
                reports.Clear();
                Deliver(piece, prepared);
            }
        }
        // Whatever it is: on another thread it would end the process. It is thrown again on the calling one.
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure ??= ExceptionDispatchInfo.Capture(e);
                Monitor.PulseAll(_gate);
            }
        }
    }

    bool TryBegin(out int piece)
    {
        lock (_gate)
        {
            while (_failure is null && _begun < Pieces && _begun - _delivered == InFlight)
            {
                Monitor.Wait(_gate);
            }

            piece = _begun;
            if (_failure is not null || _begun == Pieces)
            {
                return false;
            }

            _begun++;
            return true;
        }
    }

    /// <summary>Delivers the piece, and those behind it that have waited for it; or leaves it to who is delivering.</summary>
    void Deliver(int piece, object? prepared)
    {
        lock (_gate)
        {
            _pieces[piece % InFlight] = (prepared, true);
            if (_delivering)
            {
                return;
            }

            _delivering = true;
        }

        while (TryTakeNext(out object? next))
        {
            stage.Deliver(next);
            lock (_gate)
            {
                _delivered++;
                Monitor.PulseAll(_gate);
            }
        }
    }

    bool TryTakeNext(out object? next)
    {
        lock (_gate)
        {
            ref (object? Prepared, bool IsPrepared) piece = ref _pieces[_delivered % InFlight];
            next = piece.Prepared;
            _delivering = piece.IsPrepared && _failure is null;
            piece = _delivering ? default : piece;
            return _delivering;
        }
    }
}
