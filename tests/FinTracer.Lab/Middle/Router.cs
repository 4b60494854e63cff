using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Middle;

/// <summary>
/// The path between the two hosts: two hops with the middle's tap between them, each way with its delay. One thread moves every
/// frame, so what the tap records is what happened, in the order in which it happened. A story sets rules that lose, hold, copy or
/// duplicate chosen segments, and can inject its own.
/// </summary>
public sealed class Router : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    readonly Lock _gate = new();
    readonly NetworkHost _client;
    readonly NetworkHost _server;
    readonly PcapFile _tap;
    readonly long _halfDelayNs;
    readonly List<Rule> _rules = [];
    readonly List<WireSegment> _seen = [];
    readonly ConcurrentQueue<Passage> _fromStory = new();
    readonly PriorityQueue<Passage, (long Due, long Order)> _moving = new();
    readonly byte[] _buffer = new byte[70_000];
    readonly Thread _thread;
    readonly int _bell;
    long _order;
    long _lastFrameNs;
    bool _isRecording = true;
    volatile bool _stopping;
    Exception? _failure;

    internal Router(NetworkHost client, NetworkHost server, string tapFile, TimeSpan delay)
    {
        _client = client;
        _server = server;
        _tap = new PcapFile(tapFile);
        _halfDelayNs = (long)(delay.TotalNanoseconds / 2);
        _bell = Libc.EventDescriptor(0, Libc.NonBlocking | Libc.CloseOnExec);
        _lastFrameNs = Libc.Nanoseconds(Libc.ClockMonotonic);
        _thread = new Thread(Run) { IsBackground = true, Name = "router" };
        _thread.Start();
    }

    /// <summary>Segments that have passed the tap so far, in order; those lost behind it are among them.</summary>
    public IReadOnlyList<WireSegment> Seen => Locked(() => _seen.ToArray());

    /// <summary>The last segment of a kind that has passed the tap.</summary>
    public WireSegment Last(SegmentMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return Seen.Last(match.Test);
    }

    /// <summary>Loses the next segments of a kind behind the tap, or before it.</summary>
    public Rule Lose(SegmentMatch match, int times = 1, bool beforeTap = false) => Add(match, RuleAction.Lose, times, beforeTap);

    /// <summary>Loses all segments of a kind behind the tap until the rule is stopped.</summary>
    public Rule LoseAll(SegmentMatch match, bool beforeTap = false) => Add(match, RuleAction.Lose, int.MaxValue, beforeTap);

    /// <summary>Keeps all segments of a kind, and what is sent again of them, until the rule releases them.</summary>
    public Rule Hold(SegmentMatch match) => Add(match, RuleAction.Hold, int.MaxValue, beforeTap: true);

    /// <summary>Lets the next segments of a kind pass and keeps a copy of each, to be released later: a late duplicate.</summary>
    public Rule KeepCopy(SegmentMatch match, int times = 1) => Add(match, RuleAction.Copy, times, beforeTap: false);

    /// <summary>The next segments of a kind arrive twice.</summary>
    public Rule Duplicate(SegmentMatch match, int times = 1) => Add(match, RuleAction.Duplicate, times, beforeTap: false);

    /// <summary>The next segments of a kind pass, and the tap does not record them.</summary>
    public Rule Overlook(SegmentMatch match, int times = 1) => Add(match, RuleAction.Overlook, times, beforeTap: false);

    /// <summary>Sends a segment made by the story in the name of a host.</summary>
    public void Inject(ForgedSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var (from, to) = segment.From == Side.Client ? (_client, _server) : (_server, _client);
        Send(new Passage(segment.From, segment.ToFrame(from.Address, to.Address), AtTap: true, Exempt: true));
    }

    /// <summary>Waits until so many segments of a kind have passed the tap since the story began.</summary>
    public void Await(SegmentMatch match, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(match);
        Await(() => _seen.Count(match.Test) >= count, $"{count} x {match}");
    }

    /// <summary>Waits until nothing has moved for a time, counted from this call at the earliest.</summary>
    public void AwaitQuiet(TimeSpan time)
    {
        long calledNs = Libc.Nanoseconds(Libc.ClockMonotonic);
        Await(
            () => _moving.Count == 0 && Libc.Nanoseconds(Libc.ClockMonotonic) - Math.Max(calledNs, _lastFrameNs) > (long)time.TotalNanoseconds,
            $"{time.TotalMilliseconds} ms of quiet");
    }

    /// <summary>Ends the recording; frames go on moving, such as those of sockets that the lab closes when the story is over.</summary>
    internal void StopRecording() => Locked(() => { _isRecording = false; });

    internal void Await(Func<bool> condition, string words)
    {
        var clock = Stopwatch.StartNew();
        while (!Locked(condition))
        {
            if (clock.Elapsed > s_patience)
            {
                throw new LabException($"the story waited in vain for {words}");
            }

            Pause.For(TimeSpan.FromMilliseconds(1));
        }
    }

    internal void Release(Rule rule)
    {
        rule.Stop();
        foreach (var passage in Locked(rule.TakeKept))
        {
            Send(passage with { Exempt = true });
        }
    }

    internal T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return _failure is null ? action() : throw new LabException($"the router failed: {_failure.Message}", _failure);
        }
    }

    internal void Locked(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        Ring();
        _thread.Join();
        _ = Libc.Close(_bell);
        _tap.Dispose();
    }

    Rule Add(SegmentMatch match, RuleAction action, int times, bool beforeTap)
    {
        ArgumentNullException.ThrowIfNull(match);
        var rule = new Rule(this, match, action, times, beforeTap);
        Locked(() => _rules.Add(rule));
        return rule;
    }

    void Send(Passage passage)
    {
        _fromStory.Enqueue(passage);
        Ring();
    }

    void Ring() => _ = Libc.Write(_bell, BitConverter.GetBytes(1UL), sizeof(ulong));

    void Run()
    {
        try
        {
            while (!_stopping)
            {
                WaitForWork();
                lock (_gate)
                {
                    Take(_client);
                    Take(_server);
                    while (_fromStory.TryDequeue(out var passage))
                    {
                        Schedule(passage, 0);
                    }

                    Move();
                }
            }
        }
#pragma warning disable CA1031 // Not swallowed: the story learns of it at its next step.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }
    }

    /// <summary>Sleeps until a frame comes in, the story asks for something, or the next frame is due.</summary>
    void WaitForWork()
    {
        long waitNs = 1_000_000_000;
        if (_moving.TryPeek(out _, out var next))
        {
            waitNs = Math.Max(0, next.Due - Libc.Nanoseconds(Libc.ClockMonotonic));
        }

        Span<PollDescriptor> ready =
        [
            new() { Descriptor = _bell, Events = Libc.PollIn },
            new() { Descriptor = _client.Card.Descriptor, Events = Libc.PollIn },
            new() { Descriptor = _server.Card.Descriptor, Events = Libc.PollIn },
        ];
        if (Libc.Poll(ready, (nuint)ready.Length, TimeSpec.From(waitNs), 0) > 0 && ready[0].Happened != 0)
        {
            _ = Libc.Read(_bell, _buffer, sizeof(ulong));
        }
    }

    void Take(NetworkHost host)
    {
        byte[] near = host.Address.GatewayCard;
        for (int length = host.Card.Read(_buffer); length > 0; length = host.Card.Read(_buffer))
        {
            byte[] frame = _buffer.AsSpan(0, length).ToArray();
            if (Frames.Forward(frame, near, Opposite(host.Side).Address.GatewayCard))
            {
                Schedule(new Passage(host.Side, frame, AtTap: true, Exempt: false), _halfDelayNs);
            }
        }
    }

    void Schedule(Passage passage, long delayNs)
    {
        _lastFrameNs = Libc.Nanoseconds(Libc.ClockMonotonic);
        _moving.Enqueue(passage, (_lastFrameNs + delayNs, _order++));
    }

    void Move()
    {
        while (_moving.TryPeek(out _, out var next) && next.Due <= Libc.Nanoseconds(Libc.ClockMonotonic))
        {
            var passage = _moving.Dequeue();
            if (passage.AtTap)
            {
                PassTap(passage);
            }
            else
            {
                Deliver(passage);
            }
        }
    }

    void PassTap(Passage passage)
    {
        long now = Libc.Nanoseconds(Libc.ClockRealtime);
        bool isSegment = WireSegment.TryRead(passage.Frame, passage.From, now, out var segment);
        var rule = passage.Exempt || !isSegment ? null : _rules.Find(r => r.Applies(segment));
        if (rule?.Action == RuleAction.Hold)
        {
            rule.Keep(passage);
            return;
        }

        if (rule?.Action == RuleAction.Lose && rule.BeforeTap)
        {
            return;
        }

        int copies = rule?.Action == RuleAction.Duplicate ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            if (_isRecording && rule?.Action != RuleAction.Overlook)
            {
                _tap.Write(now, passage.Frame);
            }

            if (isSegment)
            {
                _seen.Add(segment);
            }

            if (rule?.Action != RuleAction.Lose)
            {
                Schedule(passage with { AtTap = false }, _halfDelayNs);
            }
        }

        if (rule?.Action == RuleAction.Copy)
        {
            rule.Keep(passage with { Frame = [.. passage.Frame] });
        }
    }

    void Deliver(Passage passage)
    {
        var to = Opposite(passage.From);
        byte[] frame = [.. passage.Frame];
        if (Frames.Forward(frame, to.Address.GatewayCard, to.Address.Card))
        {
            to.Card.Write(frame);
        }
    }

    NetworkHost Opposite(Side side) => side == Side.Client ? _server : _client;
}
