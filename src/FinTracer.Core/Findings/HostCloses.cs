using System.Collections.Generic;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>The groups that an address belongs to. They are added up when somebody asks: a scan leaves a great many addresses that nobody asks about.</summary>
internal sealed class HostCloses
{
    readonly List<CloseTally> _opened = [];
    readonly List<CloseTally> _served = [];

    /// <summary>Takes in connections of which the address is the end in <paramref name="role"/>.</summary>
    public void Add(CloseTally connections, Role role) => (role == Role.Initiator ? _opened : _served).Add(connections);

    public HostCloseSummary Summarize()
    {
        CloseTally opened = SumOf(_opened), served = SumOf(_served);
        CloseSummary all = SumOf([opened, served]).Summarize(), asInitiator = opened.Summarize(), asResponder = served.Summarize();
        return new()
        {
            Kinds = all.Kinds,
            ClosedFirst = opened.Closers[ActiveCloser.Initiator] + served.Closers[ActiveCloser.Responder],
            PeerClosedFirst = opened.Closers[ActiveCloser.Responder] + served.Closers[ActiveCloser.Initiator],
            BothClosed = opened.Closers[ActiveCloser.Both] + served.Closers[ActiveCloser.Both],
            NobodyClosed = opened.Closers[ActiveCloser.None] + served.Closers[ActiveCloser.None],
            ResetCausesSent = Counted.Add(asInitiator.ResetCausesOfInitiator, asResponder.ResetCausesOfResponder),
            ResetCausesReceived = Counted.Add(asInitiator.ResetCausesOfResponder, asResponder.ResetCausesOfInitiator),
            IdleBeforeClose = all.IdleBeforeClose,
            FinToFin = all.FinToFin,
        };
    }

    static CloseTally SumOf(List<CloseTally> tallies)
    {
        var sum = new CloseTally();
        foreach (CloseTally tally in tallies) { sum.MergeWith(tally); }
        return sum;
    }
}
