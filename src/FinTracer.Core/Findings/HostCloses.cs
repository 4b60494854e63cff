using System.Collections.Generic;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>
/// The groups that an address belongs to, mostly one. They are added up when somebody asks: a scan leaves a great many addresses that nobody asks about.
/// </summary>
internal sealed class HostCloses
{
    CloseTally? _one;
    Role _roleInOne;
    List<(CloseTally Connections, Role Role)>? _more;

    /// <summary>Takes in connections of which the address is the end in <paramref name="role"/>.</summary>
    public void Add(CloseTally connections, Role role)
    {
        if (_one is null) { (_one, _roleInOne) = (connections, role); }
        else { (_more ??= []).Add((connections, role)); }
    }

    public HostCloseSummary Summarize()
    {
        CloseTally opened = SumOf(Role.Initiator), served = SumOf(Role.Responder), both = new();
        both.MergeWith(opened);
        both.MergeWith(served);
        CloseSummary all = both.Summarize(), asInitiator = opened.Summarize(), asResponder = served.Summarize();
        return new()
        {
            Kinds = all.Kinds,
            ClosedFirst = opened.Closers[ActiveCloser.Initiator] + served.Closers[ActiveCloser.Responder],
            PeerClosedFirst = opened.Closers[ActiveCloser.Responder] + served.Closers[ActiveCloser.Initiator],
            BothClosed = both.Closers[ActiveCloser.Both],
            NobodyClosed = both.Closers[ActiveCloser.None],
            ResetCausesSent = Counted.Add(asInitiator.ResetCausesOfInitiator, asResponder.ResetCausesOfResponder),
            ResetCausesReceived = Counted.Add(asInitiator.ResetCausesOfResponder, asResponder.ResetCausesOfInitiator),
            IdleBeforeClose = all.IdleBeforeClose,
            FinToFin = all.FinToFin,
        };
    }

    CloseTally SumOf(Role role)
    {
        var sum = new CloseTally();
        if (_one is { } one && _roleInOne == role) { sum.MergeWith(one); }
        foreach ((CloseTally connections, Role inThem) in _more ?? [])
        {
            if (inThem == role) { sum.MergeWith(connections); }
        }
        return sum;
    }
}
