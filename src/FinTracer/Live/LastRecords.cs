using System;
using System.Linq;
using FinTracer.Commands;
using FinTracer.Findings;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>
/// What becomes of the connections at hand when a live capture ends: each worker makes its records, where the format allows that, and adds them up in sums of its own, where
/// the report has any.
/// </summary>
/// <param name="form">What the report holds.</param>
/// <param name="workers">Workers that share the work.</param>
/// <param name="options">For the sums.</param>
/// <param name="writer">Where the records go.</param>
/// <param name="totals">Where connections are counted that are told of for the first time.</param>
sealed class LastRecords(LiveForm form, int workers, SumsOptions options, GuardedWriter writer, LiveTotals totals) : IReportStage
{
    readonly CaptureSums[] _sums = [.. Enumerable.Range(0, form.HasSums ? workers : 0).Select(_ => new CaptureSums(options))];

    /// <inheritdoc/>
    public object Prepare(int worker, ReadOnlySpan<ConnectionReport> connections)
    {
        int first = 0;
        foreach (ref readonly ConnectionReport connection in connections)
        {
            first += connection.Revision <= 1 ? 1 : 0;
            if (form.HasSums)
            {
                _sums[worker].Add(connection);
            }
        }

        return new Piece(writer.Prepare(connections), first);
    }

    /// <inheritdoc/>
    public void Deliver(object? prepared)
    {
        (object records, int first) = (Piece)prepared!;
        totals.CountDecided(first);
        writer.Deliver(records);
    }

    /// <summary>Moves the workers' sums over to <paramref name="sums"/>.</summary>
    public void AddSumsTo(CaptureSums sums)
    {
        foreach (CaptureSums each in _sums)
        {
            sums.TakeOver(each);
        }
    }

    sealed record Piece(object Records, int First);
}
