using System;
using System.Runtime.InteropServices;
using FinTracer.Findings;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// Counts what is held, by going round the flow table a part at a time: so it always comes from the connections themselves, costs what its caller allows,
/// and needs no memory but that of its results. With many connections a round takes several steps, and its figures are that old.
/// </summary>
public sealed class LiveCensus
{
    readonly ConnectionEngine _engine;
    readonly TimeWaitProfile _timeWait;
    CensusRound _round = new();
    int _slot;

    internal LiveCensus(ConnectionEngine engine, TimeWaitProfile timeWait) => (_engine, _timeWait) = (engine, timeWait);

    /// <summary>The last round that was finished.</summary>
    public CensusRound Latest { get; private set; } = new();

    /// <summary>Looks at up to <paramref name="flows"/> flows more; true when that finished a round. <paramref name="nowNs"/> is capture time.</summary>
    public bool Step(int flows, long nowNs)
    {
        int end = (int)Math.Min(_engine.Flows.SlotCount, (long)_slot + flows);
        for (; _slot < end; _slot++)
        {
            if (_engine.Flows[_slot]?.Current is { } track)
            {
                Count(track, nowNs);
            }
        }

        if (_slot < _engine.Flows.SlotCount)
        {
            return false;
        }

        (Latest, _round, _slot) = (_round, new CensusRound(), 0);
        return true;
    }

    void Count(ConnectionTrack track, long nowNs)
    {
        bool held = CountTimeWait(track.First, nowNs) | CountTimeWait(track.Second, nowNs);
        bool initiatorHolds = held && (track.InitiatorIsFirst ? track.First : track.Second).TimeWait.RunsAt(nowNs, _timeWait.LengthNs);
        if (track.Over)
        {
            _round.Remembered++;
        }
        else if (track.First.HasFin || track.Second.HasFin)
        {
            _round.Closing++;
        }
        else if (track.Established)
        {
            _round.Open++;
        }
        else
        {
            _round.Opening++;
        }

        if (initiatorHolds || (track.Established && !track.Over))
        {
            EndpointTrack initiator = track.InitiatorIsFirst ? track.First : track.Second;
            EndpointTrack responder = track.InitiatorIsFirst ? track.Second : track.First;
            CollectionsMarshal.GetValueRefOrAddDefault(_round.PortCounts, new PortGroup(initiator.Address.Address, responder.Address), out _)++;
        }
    }

    bool CountTimeWait(EndpointTrack endpoint, long nowNs)
    {
        if (!endpoint.TimeWait.RunsAt(nowNs, _timeWait.LengthNs))
        {
            return false;
        }

        ref TimeWaitHeld held = ref CollectionsMarshal.GetValueRefOrAddDefault(_round.TimeWaitCounts, endpoint.Address.Address, out _);
        held = held.With(endpoint.TimeWait.RestartedTimeNs + _timeWait.LengthNs);
        return true;
    }
}
