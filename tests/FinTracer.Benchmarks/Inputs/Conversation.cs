namespace FinTracer.Benchmarks.Inputs;

/// <summary>A connection under way: both ends' numbers, and how far its script has come.</summary>
internal sealed class Conversation
{
    const ushort UsualWindow = 502;

    Sender _client;
    Sender _server;
    Script _script = null!;
    FlowTuple _tuple;
    ulong _hash;
    int _at;
    int _round;

    /// <summary>Its four-tuple.</summary>
    public FlowTuple Tuple => _tuple;

    /// <summary>Its script.</summary>
    public Script Script => _script;

    /// <summary>The client's next sequence number.</summary>
    public uint ClientNext => _client.Next;

    /// <summary>Takes this object for a new connection. Initial sequence numbers follow a clock of 64 ns over a hash of the tuple (RFC 6528).</summary>
    /// <param name="tuple">Its four-tuple.</param>
    /// <param name="script">Its script.</param>
    /// <param name="nowNs">The time.</param>
    /// <param name="clientIsn">The client's first sequence number, where its own TIME_WAIT chose it.</param>
    public void Begin(FlowTuple tuple, Script script, long nowNs, uint? clientIsn)
    {
        _tuple = tuple;
        _script = script;
        _hash = tuple.Hash();
        uint clock = unchecked((uint)(nowNs / 64));
        _client = new Sender { Next = clientIsn ?? unchecked((uint)_hash + clock), IpId = (ushort)(_hash >> 16) };
        _server = new Sender { Next = unchecked((uint)(_hash >> 32) + clock), IpId = (ushort)(_hash >> 40) };
        _at = _round = 0;
    }

    /// <summary>The next step before the late ones; false when there is none.</summary>
    public bool TryStep(out Step step)
    {
        int body = _script.Opening.Length;
        if (_at < body)
        {
            step = _script.Opening[_at++];
            return true;
        }

        if (_round < _script.Rounds)
        {
            step = _script.Body[_at - body];
            _at++;
            if (_at - body == _script.Body.Length)
            {
                _round++;
                _at = body;
            }

            return true;
        }

        int closing = _at - body;
        step = closing < _script.Closing.Length ? _script.Closing[closing] : default;
        _at++;
        return closing < _script.Closing.Length;
    }

    /// <summary>The frame of a step; moves its sender's numbers on.</summary>
    public TcpFrame Play(in Step step, long nowNs, bool timestamps)
    {
        ref Sender sender = ref step.FromClient ? ref _client : ref _server;
        ref Sender peer = ref step.FromClient ? ref _server : ref _client;
        bool nobody = step.Of == SentBy.Nobody;
        uint value = unchecked((uint)(nowNs / 1_000_000) + (uint)(step.FromClient ? _hash >> 8 : _hash >> 24));
        var frame = new TcpFrame
        {
            TimeNs = nowNs,
            FromClient = step.FromClient,
            SourceAddress = step.FromClient ? _tuple.ClientAddress : _tuple.ServerAddress,
            DestinationAddress = step.FromClient ? _tuple.ServerAddress : _tuple.ClientAddress,
            SourcePort = step.FromClient ? _tuple.ClientPort : _tuple.ServerPort,
            DestinationPort = step.FromClient ? _tuple.ServerPort : _tuple.ClientPort,
            IpId = step.Of == SentBy.Socket ? ++sender.IpId : (ushort)0,
            Seq = unchecked(sender.Next - step.Back),
            Ack = step.Flags.HasFlag(TcpFlags.Ack) ? peer.Next : 0,
            Flags = step.Flags,
            Window = nobody ? (ushort)0 : UsualWindow,
            Options = !nobody,
            Timestamps = timestamps,
            TimestampValue = value,
            TimestampEcho = peer.LastTimestamp,
            PayloadLength = step.Length,
        };
        sender.LastTimestamp = value;
        sender.Next = step.Back > 0 ? sender.Next : unchecked(sender.Next + (uint)step.Length + ((step.Flags & (TcpFlags.Syn | TcpFlags.Fin)) == 0 ? 0U : 1U));
        return frame;
    }

    struct Sender
    {
        public uint Next;
        public uint LastTimestamp;
        public ushort IpId;
    }
}
