using System;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up what one address did, from what the groups it belongs to have added up; the parts of <see cref="HostSummary"/>.</summary>
internal sealed class HostTally
{
    readonly HostCloses _closes = new();
    TimeWaitTally? _timeWait;
    TimeWaitTally? _timeWaitAsInitiator;
    SignTallies _signs;
    long _asInitiator;
    long _asResponder;
    long _withItself;
    long _asActiveCloser;
    long _resetsSent;

    /// <summary>Takes in connections of which this address is the end in <paramref name="role"/>.</summary>
    public void Add(CloseTally connections, Role role)
    {
        bool initiator = role == Role.Initiator;
        _closes.Add(connections, role);
        if (initiator) { _asInitiator += connections.Connections; } else { _asResponder += connections.Connections; }
        Tally<ActiveCloser> closers = connections.Closers;
        _asActiveCloser += closers[initiator ? ActiveCloser.Initiator : ActiveCloser.Responder] + closers[ActiveCloser.Both];
        _resetsSent += initiator ? connections.ListedResets.ByInitiator : connections.ListedResets.ByResponder;
        if (connections.TimeWaitOf(role) is not { } timeWait) { return; }
        (_timeWait ??= new()).MergeWith(timeWait);
        if (!initiator) { return; }
        (_timeWaitAsInitiator ??= new()).MergeWith(timeWait);
        _signs.MergeWith(connections.Signs, Sign.HoldsTimeWaitAsInitiator);
    }

    /// <summary>Of those taken in, connections whose both ends this address is: they were taken in for either role, and are one connection each.</summary>
    public void NoteWithItself(CloseTally connections)
    {
        _withItself += connections.Connections;
        _asActiveCloser -= connections.Closers[ActiveCloser.Both];
    }

    /// <summary>Connections it opened.</summary>
    public long AsInitiator => _asInitiator;

    /// <summary>TIME-WAITs it held of connections that it had opened.</summary>
    public TimeWaitSummary TimeWaitAsInitiator => _timeWaitAsInitiator?.Summarize() ?? TimeWaitSummary.None;

    /// <summary>Connections that show them.</summary>
    public SignTally? HoldsTimeWait => _signs.Find(Sign.HoldsTimeWaitAsInitiator);

    public HostSummary Summarize(UInt128 address) => new()
    {
        Address = address,
        AsInitiator = _asInitiator,
        AsResponder = _asResponder,
        WithItself = _withItself,
        AsActiveCloser = _asActiveCloser,
        ResetsSent = _resetsSent,
        TimeWait = _timeWait?.Summarize() ?? TimeWaitSummary.None,
        TimeWaitHeld = _timeWait?.HeldOverTime() ?? [],
        Closes = _closes,
    };
}
