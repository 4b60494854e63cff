using System;
using FinTracer.Flows;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// The end of the input: what is left is reported by first frame. Either piece by piece, each connection let go as it is told (<see cref="Begin"/>, then <see cref="UpTo"/>), or
/// by several threads at once where it lies (<see cref="Tell"/>).
/// </summary>
sealed class Completion(FlowTable<Flow> flows, ColdTracks cold, TrackPool tracks, DecisionTimes decided, RevisionLog? revisions, FinalReports reports)
{
    readonly LeftAtEnd _left = new();
    long _endNs;

    /// <summary>Nothing more comes after <paramref name="endNs"/>: what is left is put in order, to be reported by <see cref="UpTo"/>.</summary>
    public void Begin(long endNs)
    {
        _endNs = endNs;
        _left.Expect(flows.Count);
        for (int slot = 0; slot < flows.SlotCount; slot++)
        {
            if (flows[slot] is { } flow)
            {
                _left.Add(flow);
            }
        }

        _left.Sort();
    }

    /// <summary>See <see cref="LeftAtEnd.IdAhead"/>.</summary>
    public long? IdAhead(int count) => _left.IdAhead(count);

    /// <summary>Reports what is left and has a number up to <paramref name="id"/>.</summary>
    public void UpTo(long id)
    {
        while (_left.TryTake(id, out Flow? flow, out ConnectionTrack? attempt))
        {
            if (attempt is not null)
            {
                reports.Hand(flow, attempt, Math.Min(_endNs, decided.Of(attempt)), evicted: false);
                continue;
            }

            ConnectionTrack track = flow.Current ?? cold.Take(flow);
            reports.Hand(flow, track, Math.Min(_endNs, decided.Of(track)), evicted: false);
            cold.DropRecent(flow);
            tracks.Return(track);
            flows.RemoveAt(flow.Slot);
        }
    }

    /// <summary>
    /// The end of a capture whose connections were reported as they changed: what is left is reported by several threads and not let go, so nothing may follow.
    /// </summary>
    /// <param name="endNs">The capture's last moment, nanoseconds since the epoch.</param>
    /// <param name="stage">What becomes of the reports, which come by first frame.</param>
    /// <param name="threads">Threads that share the work, the calling one included.</param>
    /// <param name="againAtMost">With more connections than that, those whose last report holds are not reported again.</param>
    /// <returns>Connections that were not reported again.</returns>
    public int Tell(long endNs, IReportStage stage, int threads, int againAtMost)
    {
        RevisionLog log = revisions ?? throw new InvalidOperationException("Connections were not reported as they changed.");
        LeftToTell left = LeftToTell.Of(flows, log.Numbers, flows.Count <= againAtMost ? null : flow => !log.Holds(flow, endNs));
        reports.Count(left.Count + left.Others);
        new LastReports(left.Count, () => new LastDecisions(left, new ColdReader(cold, tracks.Options), decided, reports, endNs), stage).Tell(threads);
        return left.Others;
    }
}
