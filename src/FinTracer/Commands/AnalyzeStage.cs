using System;
using System.Runtime.InteropServices;
using FinTracer.Findings;
using FinTracer.Selection;
using FinTracer.Verdicts;

namespace FinTracer.Commands;

/// <summary>What <c>analyze</c> does with decided connections: each worker adds them up in sums of its own, and makes their records where the format allows that.</summary>
sealed class AnalyzeStage(SumsOptions options, int workers, ConnectionSelection? selection, GuardedWriter writer) : IReportStage
{
    readonly CaptureSums[] _sums = Make(options, workers);

    /// <inheritdoc/>
    public object Prepare(int worker, ReadOnlySpan<ConnectionReport> connections)
    {
        if (selection is not null) { connections = CollectionsMarshal.AsSpan(selection.Taken(connections)); }
        CaptureSums sums = _sums[worker];
        foreach (ref readonly ConnectionReport connection in connections)
        {
            sums.Add(connection);
        }
        return writer.Prepare(connections);
    }

    /// <inheritdoc/>
    public void Deliver(object? prepared) => writer.Deliver(prepared!);

    /// <summary>The sums of all workers; to be asked for once, at the end.</summary>
    public CaptureSums Sums()
    {
        for (int i = 1; i < _sums.Length; i++)
        {
            _sums[0].TakeOver(_sums[i]);
        }
        return _sums[0];
    }

    static CaptureSums[] Make(SumsOptions options, int workers)
    {
        var sums = new CaptureSums[workers];
        for (int i = 0; i < workers; i++)
        {
            sums[i] = new(options);
        }
        return sums;
    }
}
