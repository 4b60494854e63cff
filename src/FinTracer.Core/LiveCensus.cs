using System;
using System.Runtime.InteropServices;
using FinTracer.Findings;
using FinTracer.Flows;
using FinTracer.Segments;
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
            if (_engine.Flows[_slot] is { } flow)
            {
                Count(flow, nowNs);
            }
        }

        if (_slot < _engine.Flows.SlotCount)
        {
            return false;
        }

        (Latest, _round, _slot) = (_round, new CensusRound(), 0);
        return true;
    }

    void Count(Flow flow, long nowNs)
    {
        CensusFacts facts = flow.Current is { } track ? CensusFacts.Of(track) : flow.Watch!.Cold;
        (Endpoint first, Endpoint second) = EndpointsOf(flow);
        switch (facts.Stage)
        {
            case ConnectionStage.Opening: _round.Opening++; break;
            case ConnectionStage.Open: _round.Open++; break;
            case ConnectionStage.Closing: _round.Closing++; break;
            case ConnectionStage.Remembered: _round.Remembered++; break;
        }

        bool firstHolds = CountTimeWait(first, facts.FirstHeldNs, nowNs);
        bool secondHolds = CountTimeWait(second, facts.SecondHeldNs, nowNs);
        if ((facts.InitiatorIsFirst ? firstHolds : secondHolds) || (facts.Established && facts.Stage != ConnectionStage.Remembered))
        {
            (Endpoint initiator, Endpoint responder) = facts.InitiatorIsFirst ? (first, second) : (second, first);
            CollectionsMarshal.GetValueRefOrAddDefault(_round.PortCounts, new PortGroup(initiator.Address, responder), out _)++;
        }
    }

    (Endpoint First, Endpoint Second) EndpointsOf(Flow flow)
    {
        if (flow.Current is { } track)
        {
            return (track.First.Address, track.Second.Address);
        }

        FlowKey key = _engine.Flows.KeyOf(flow.Slot);
        return flow.ColdFirstIsLow ? (key.Low, key.High) : (key.High, key.Low);
    }

    bool CountTimeWait(Endpoint endpoint, long sinceNs, long nowNs)
    {
        if (sinceNs == CensusFacts.NotHeld || nowNs - sinceNs >= _timeWait.LengthNs)
        {
            return false;
        }

        ref TimeWaitHeld held = ref CollectionsMarshal.GetValueRefOrAddDefault(_round.TimeWaitCounts, endpoint.Address, out _);
        held = held.With(sinceNs + _timeWait.LengthNs);
        return true;
    }
}
