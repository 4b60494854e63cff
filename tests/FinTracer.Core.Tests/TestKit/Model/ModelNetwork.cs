using System;
using System.Collections.Generic;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>Time, the path between the two endpoints, and the tap on it.</summary>
public sealed class ModelNetwork
{
    const int MostEvents = 20_000;
    readonly PriorityQueue<(Action Act, bool IsIdle), (long Due, long Order)> _events = new();
    readonly ModelPath _path;
    readonly Random _chance;
    readonly List<PassedSegment> _passed = [];
    ModelEndpoint? _initiator;
    ModelEndpoint? _responder;
    long _order;
    int _busy;

    public ModelNetwork(ModelPath path, int seed)
    {
        _path = path;
        _chance = new Random(seed);
    }

    public long NowNs { get; private set; } = ModelClock.StartNs;

    public long RoundTripNs => 2 * ModelClock.Milliseconds(_path.ToTapMs + _path.FromTapMs);

    /// <summary>A clock of milliseconds that has passed its wrap once.</summary>
    public uint TimestampValue => unchecked((uint)((NowNs - ModelClock.StartNs) / 1_000_000) - 500);

    /// <summary>Everything that passed the tap, captured or not, in order of time.</summary>
    public IReadOnlyList<PassedSegment> Passed => _passed;

    public void Connect(ModelEndpoint initiator, ModelEndpoint responder) => (_initiator, _responder) = (initiator, responder);

    /// <summary>Does something later; what is idle does not keep the play going.</summary>
    public void After(long waitNs, Action act, bool isIdle = false)
    {
        _busy += isIdle ? 0 : 1;
        _events.Enqueue((act, isIdle), (NowNs + waitNs, _order++));
    }

    /// <summary>Lets time pass until nothing moves; false when that takes too long.</summary>
    public bool RunUntilQuiet()
    {
        for (int i = 0; _busy > 0; i++)
        {
            if (i == MostEvents)
            {
                return false;
            }

            Step();
        }

        return true;
    }

    /// <summary>Lets so much more time pass; what is idle may act, and what that sets off.</summary>
    public void RunFor(long timeNs)
    {
        long end = NowNs + timeNs;
        while (_events.TryPeek(out _, out var next) && next.Due <= end)
        {
            Step();
        }

        NowNs = end;
    }

    public void Send(ModelSegment segment)
    {
        if (!segment.Rst && Happens(_path.LostBeforeTap))
        {
            return;
        }

        ToTap(segment);
        if (Happens(_path.Doubled) && Happens(500))
        {
            ToTap(segment);
        }
    }

    void Step()
    {
        _ = _events.TryDequeue(out var happening, out var when);
        NowNs = when.Due;
        _busy -= happening.IsIdle ? 0 : 1;
        happening.Act();
    }

    void ToTap(ModelSegment segment)
    {
        int delayMs = segment.FromInitiator ? _path.ToTapMs : _path.FromTapMs;
        After(Delay(delayMs), () => PassTap(segment));
    }

    void PassTap(ModelSegment segment)
    {
        _passed.Add(new PassedSegment(segment, NowNs, IsCaptured: !Happens(_path.NotCaptured) || segment.Rst || segment.Syn));
        if (!segment.Rst && Happens(_path.LostBehindTap))
        {
            return; // a RST lost behind the tap leaves no trace: nothing answers it, and nobody sends it again
        }

        int delayMs = segment.FromInitiator ? _path.FromTapMs : _path.ToTapMs;
        int copies = Happens(_path.Doubled) && Happens(500) ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            After(Delay(delayMs), () => (segment.FromInitiator ? _responder : _initiator)!.Receive(segment));
        }
    }

    /// <summary>The path's own, and sometimes much more.</summary>
    long Delay(int milliseconds) =>
        ModelClock.Milliseconds(milliseconds) + (Happens(_path.Delayed) ? _chance.NextInt64(ModelClock.Milliseconds(500)) : 0);

    bool Happens(int thousandths) => thousandths > 0 && _chance.Next(1000) < thousandths;
}
