using System;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up what one address did; the parts of <see cref="HostSummary"/>.</summary>
internal sealed class HostTally
{
    readonly TimeWaitTally _timeWait = new();
    long _asInitiator;
    long _asResponder;
    long _asActiveCloser;
    long _resetsSent;

    /// <summary>Adds a connection's part that concerns the end in <paramref name="role"/>, which this address is.</summary>
    public void Add(ConnectionReport connection, Role role)
    {
        if (role == Role.Initiator) { _asInitiator++; } else { _asResponder++; }
        if (Closed(connection.Close.ActiveCloser, role)) { _asActiveCloser++; }
        foreach (ResetReport reset in connection.Resets) { _resetsSent += reset.From == role ? 1 : 0; }
        foreach (TimeWaitReport timeWait in connection.TimeWait)
        {
            if (timeWait.Holder == role) { _timeWait.Add(timeWait); }
        }
    }

    public void MergeWith(HostTally other)
    {
        _timeWait.MergeWith(other._timeWait);
        _asInitiator += other._asInitiator;
        _asResponder += other._asResponder;
        _asActiveCloser += other._asActiveCloser;
        _resetsSent += other._resetsSent;
    }

    public HostSummary Summarize(UInt128 address) => new()
    {
        Address = address,
        AsInitiator = _asInitiator,
        AsResponder = _asResponder,
        AsActiveCloser = _asActiveCloser,
        ResetsSent = _resetsSent,
        TimeWait = _timeWait.Summarize(),
        TimeWaitHeld = _timeWait.HeldOverTime(),
    };

    static bool Closed(ActiveCloser closer, Role role) => closer switch
    {
        ActiveCloser.None => false,
        ActiveCloser.Initiator => role == Role.Initiator,
        ActiveCloser.Responder => role == Role.Responder,
        ActiveCloser.Both => true,
    };
}
