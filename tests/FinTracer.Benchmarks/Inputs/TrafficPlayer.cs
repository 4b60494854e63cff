using System.Collections.Generic;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>Plays <see cref="Traffic"/> into a capture, or onto a line: at each tick one of the connections under way, or a late segment that is due, sends its frame.</summary>
internal sealed class TrafficPlayer(Traffic traffic, IFrameSink to)
{
    const long StartNs = 1_780_000_000_000_000_000;
    const uint HolderIsnStep = 65_537; // Linux, when the holder of a TIME_WAIT reuses its tuple

    readonly List<Conversation> _running = [];
    readonly Queue<(long DueNs, Conversation Conversation)> _late = new();
    readonly Stack<Conversation> _free = new();
    readonly Dictionary<FlowTuple, uint> _heldByClient = [];
    readonly Dictionary<Ending, long> _endings = [];
    readonly Dictionary<TcpFlags, long> _controls = new() { [TcpFlags.Syn] = 0, [TcpFlags.Fin] = 0, [TcpFlags.Rst] = 0 };
    ulong _random = 0x2545_F491_4F6C_DD1D;
    long _started;
    long _payload;
    long _nowNs = StartNs;
    long _lastNs = StartNs;

    /// <summary>Plays it all.</summary>
    public InputCounts Play()
    {
        while (_running.Count < traffic.Interleaved && _started < traffic.Connections)
        {
            _running.Add(Start());
        }

        while (_running.Count > 0)
        {
            if (_late.TryPeek(out var due) && due.DueNs <= _nowNs)
            {
                PlayLate(_late.Dequeue().Conversation);
            }
            else
            {
                PlayNext(Pick(_running.Count));
            }
        }

        while (_late.TryDequeue(out var rest))
        {
            _nowNs = long.Max(_nowNs, rest.DueNs);
            PlayLate(rest.Conversation);
        }

        return new InputCounts
        {
            Frames = to.Frames,
            Octets = to.Octets,
            DurationNs = _lastNs - StartNs,
            Connections = _endings,
            Controls = _controls,
            PayloadOctets = _payload,
        };
    }

    void PlayNext(int index)
    {
        Conversation conversation = _running[index];
        if (conversation.TryStep(out Step step))
        {
            Send(conversation, step);
            return;
        }

        Finish(conversation);
        if (_started < traffic.Connections)
        {
            _running[index] = Start();
        }
        else
        {
            _running[index] = _running[^1];
            _running.RemoveAt(_running.Count - 1);
        }
    }

    void PlayLate(Conversation conversation)
    {
        foreach (Step step in conversation.Script.Late)
        {
            Send(conversation, step);
        }

        _free.Push(conversation);
    }

    Conversation Start()
    {
        long number = _started++;
        Conversation conversation = _free.TryPop(out Conversation? used) ? used : new Conversation();
        FlowTuple tuple = traffic.Tuple(number);
        Script script = traffic.Script(number);
        conversation.Begin(tuple, script, _nowNs, _heldByClient.Remove(tuple, out uint next) ? unchecked(next + HolderIsnStep) : null);
        _endings[script.Ending] = _endings.GetValueOrDefault(script.Ending) + 1;
        return conversation;
    }

    void Finish(Conversation conversation)
    {
        if (conversation.Script.Ending == Ending.ClientFirst)
        {
            _heldByClient[conversation.Tuple] = conversation.ClientNext;
        }

        if (conversation.Script.Late.Length > 0)
        {
            _late.Enqueue((_nowNs + traffic.LateNs, conversation));
        }
        else
        {
            _free.Push(conversation);
        }
    }

    void Send(Conversation conversation, in Step step)
    {
        to.Write(conversation.Play(step, _nowNs, traffic.Timestamps));
        _payload += step.Length;
        if ((step.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) is var control and not TcpFlags.None)
        {
            _controls[control]++;
        }

        _lastNs = _nowNs;
        _nowNs += traffic.FrameGapNs;
    }

    /// <summary>Always the same numbers, in no order (xorshift64).</summary>
    int Pick(int count)
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return (int)(((_random >> 32) * (ulong)count) >> 32);
    }
}
