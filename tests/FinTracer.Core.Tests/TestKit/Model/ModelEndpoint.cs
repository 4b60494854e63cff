using System;
using System.Collections.Generic;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>
/// A TCP endpoint after RFC 9293 §3.10, small enough to be checked against its text: no windows, no congestion control, one retransmission timer. It shares nothing
/// with the program under test. Where the RFC leaves a choice it does as Linux does: a RST in TIME-WAIT ends it (RFC 1337), TIME-WAIT answers what is not empty.
/// </summary>
public sealed class ModelEndpoint
{
    const int SegmentSize = 1000;
    const int Window = 60_000;
    const int Tries = 30;
    static readonly long s_timeWaitNs = ModelClock.Seconds(60);
    static readonly long s_leastTimeoutNs = ModelClock.Milliseconds(250);
    static readonly long s_mostTimeoutNs = ModelClock.Milliseconds(4000);

    readonly ModelNetwork _network;
    readonly ModelApplication _application;
    readonly bool _isInitiator;
    readonly List<ModelSegment> _unacknowledged = [];
    readonly List<ModelSegment> _early = [];
    uint _next;
    uint _peerNext;
    bool _closing;
    bool _finReceived;
    bool _finAcknowledged;
    bool _acknowledgeLater;
    int _tries;
    long _timer;
    long _timeWaitTimer;
    ushort _ipId = 1;

    public ModelEndpoint(ModelNetwork network, ModelApplication application, bool isInitiator)
    {
        (_network, _application, _isInitiator) = (network, application, isInitiator);
        _next = application.Isn;
        State = isInitiator ? ModelState.Closed : ModelState.Listen;
    }

    public ModelState State { get; private set; }

    /// <summary>It sent a FIN.</summary>
    public bool SentFin { get; private set; }

    /// <summary>The number of its FIN.</summary>
    public uint FinSeq { get; private set; }

    /// <summary>It sent its FIN without having received the peer's.</summary>
    public bool ClosedFirst { get; private set; }

    /// <summary>It came to TIME-WAIT, whatever became of that.</summary>
    public bool HeldTimeWait { get; private set; }

    /// <summary>When TIME-WAIT began, or began anew, for the last time.</summary>
    public long TimeWaitStartNs { get; private set; }

    /// <summary>A timer ran out for good: the play is of no use.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>A RST ended it before its FIN and the peer's were both acknowledged.</summary>
    public bool WasReset { get; private set; }

    public bool FinAcknowledged => _finAcknowledged;

    public void Open()
    {
        State = ModelState.SynSent;
        Transmit(new ModelSegment { Syn = true });
    }

    public void Receive(ModelSegment segment)
    {
        switch (State)
        {
            case ModelState.Closed:
                AnswerWithReset(segment);
                break;
            case ModelState.Listen when segment.Syn && !segment.HasAck && !segment.Rst:
                _peerNext = segment.End;
                State = ModelState.SynReceived;
                Transmit(new ModelSegment { Syn = true, HasAck = true });
                break;
            case ModelState.Listen when !segment.Rst:
                AnswerWithReset(segment);
                break;
            case ModelState.Listen:
                break;
            case ModelState.SynSent:
                ReceiveInSynSent(segment);
                break;
            case ModelState.TimeWait:
                ReceiveInTimeWait(segment);
                break;
            default:
                ReceiveSynchronized(segment);
                break;
        }
    }

    /// <summary>The user's CLOSE (§3.10.4): the FIN follows what has been written.</summary>
    void Close()
    {
        if (_closing || State is not (ModelState.Established or ModelState.CloseWait))
        {
            return;
        }

        _closing = true;
        ClosedFirst = !_finReceived;
        SentFin = true;
        FinSeq = _next;
        State = _finReceived ? ModelState.LastAck : ModelState.FinWait1;
        Transmit(new ModelSegment { Fin = true, HasAck = true });
    }

    void Write(int octets, bool thenClose)
    {
        while (octets > SegmentSize)
        {
            Transmit(new ModelSegment { Length = SegmentSize, HasAck = true });
            octets -= SegmentSize;
        }

        if (!thenClose)
        {
            Transmit(new ModelSegment { Length = octets, HasAck = true });
            return;
        }

        _closing = true;
        ClosedFirst = !_finReceived;
        SentFin = true;
        FinSeq = unchecked(_next + (uint)octets);
        State = _finReceived ? ModelState.LastAck : ModelState.FinWait1;
        Transmit(new ModelSegment { Length = octets, Fin = true, HasAck = true });
    }

    void ReceiveInSynSent(ModelSegment segment)
    {
        if (segment.HasAck && segment.Ack != _next)
        {
            AnswerWithReset(segment);
        }
        else if (segment is { Syn: true, HasAck: true, Rst: false })
        {
            _peerNext = segment.End;
            Acknowledge(segment.Ack);
            Establish();
            SendAck();
        }
    }

    /// <summary>§3.10.7.4 for TIME-WAIT, as in Linux's tcp_timewait_state_process.</summary>
    void ReceiveInTimeWait(ModelSegment segment)
    {
        if (segment.Rst)
        {
            State = segment.Seq == _peerNext ? ModelState.Closed : State;
            return;
        }

        if (segment.HasAck)
        {
            StartTimeWait();
        }

        if (segment.Seq != _peerNext || segment.Space > 0)
        {
            SendAck();
        }
    }

    void ReceiveSynchronized(ModelSegment segment)
    {
        if (State == ModelState.SynReceived && segment is { Syn: true, HasAck: false })
        {
            Resend(); // the peer's SYN again: our SYN-ACK was lost
            return;
        }

        if (!IsAcceptable(segment))
        {
            if (!segment.Rst)
            {
                SendAck();
            }

            return;
        }

        if (segment.Rst)
        {
            ReceiveReset(segment);
            return;
        }

        if (segment.Syn || !segment.HasAck || Ahead(segment.Ack, _next) > 0)
        {
            SendAck();
            return;
        }

        Acknowledge(segment.Ack);
        if (State == ModelState.SynReceived && _unacknowledged.Count == 0)
        {
            Establish();
        }

        if (segment.Space > 0 && State is not (ModelState.Closed or ModelState.SynReceived))
        {
            Take(segment);
        }
    }

    /// <summary>RFC 5961 §3.2: exactly the next number, or a challenge ACK.</summary>
    void ReceiveReset(ModelSegment segment)
    {
        if (segment.Seq == _peerNext)
        {
            WasReset = true;
            State = ModelState.Closed;
            StopTimer();
        }
        else
        {
            SendAck();
        }
    }

    bool IsAcceptable(ModelSegment segment)
    {
        int start = Ahead(segment.Seq, _peerNext);
        int end = Ahead(segment.End, _peerNext);
        return segment.Space == 0 ? start is >= 0 and < Window : end > 0 && start < Window;
    }

    /// <summary>Fifth check: what the peer has of ours.</summary>
    void Acknowledge(uint number)
    {
        if (_unacknowledged.RemoveAll(s => Ahead(s.End, number) <= 0) == 0)
        {
            return;
        }

        _tries = 0;
        StopTimer();
        StartTimer();
        if (SentFin && !_finAcknowledged && Ahead(number, FinSeq) > 0)
        {
            _finAcknowledged = true;
            switch (State)
            {
                case ModelState.FinWait1:
                    State = ModelState.FinWait2;
                    break;
                case ModelState.Closing:
                    EnterTimeWait();
                    break;
                case ModelState.LastAck:
                    State = ModelState.Closed;
                    break;
            }
        }
    }

    /// <summary>Seventh and eighth check: text and FIN, in their order.</summary>
    void Take(ModelSegment segment)
    {
        bool inOrder = Ahead(segment.Seq, _peerNext) <= 0;
        _early.Add(segment);
        for (int i = _early.FindIndex(s => Ahead(s.Seq, _peerNext) <= 0); i >= 0; i = _early.FindIndex(s => Ahead(s.Seq, _peerNext) <= 0))
        {
            ModelSegment next = _early[i];
            _early.RemoveAt(i);
            if (Ahead(next.End, _peerNext) > 0)
            {
                _peerNext = next.End;
                if (next.Fin)
                {
                    TakeFin();
                }
            }
        }

        if (_application.DelaysAcks && inOrder && State is ModelState.Established or ModelState.CloseWait)
        {
            AcknowledgeLater();
        }
        else
        {
            SendAck();
        }
    }

    void TakeFin()
    {
        _finReceived = true;
        switch (State)
        {
            case ModelState.Established:
                State = ModelState.CloseWait;
                if (_application.CloseAfterPeerMs is { } wait)
                {
                    _network.After(ModelClock.Milliseconds(wait), Close);
                }

                break;
            case ModelState.FinWait1:
                State = ModelState.Closing;
                break;
            case ModelState.FinWait2:
                EnterTimeWait();
                break;
        }
    }

    void EnterTimeWait()
    {
        State = ModelState.TimeWait;
        HeldTimeWait = true;
        StopTimer();
        StartTimeWait();
    }

    void StartTimeWait()
    {
        TimeWaitStartNs = _network.NowNs;
        long timer = ++_timeWaitTimer;
        _network.After(s_timeWaitNs, () => State = timer == _timeWaitTimer && State == ModelState.TimeWait ? ModelState.Closed : State, isIdle: true);
    }

    /// <summary>The handshake is done: the application begins.</summary>
    void Establish()
    {
        State = ModelState.Established;
        long at = 0;
        for (int i = 0; i < _application.Writes.Count; i++)
        {
            (int waitMs, int octets) = _application.Writes[i];
            at += ModelClock.Milliseconds(waitMs);
            bool thenClose = i == _application.Writes.Count - 1 && _application.CloseAfterMs == 0;
            _network.After(at, () =>
            {
                if (!_closing && State is ModelState.Established or ModelState.CloseWait)
                {
                    Write(octets, thenClose);
                }
            });
        }

        if (_application.CloseAfterMs is { } closeAfter)
        {
            _network.After(at + ModelClock.Milliseconds(closeAfter), Close);
        }
    }

    void AcknowledgeLater()
    {
        if (!_acknowledgeLater)
        {
            _acknowledgeLater = true;
            _network.After(ModelClock.Milliseconds(40), () =>
            {
                if (_acknowledgeLater && State != ModelState.Closed)
                {
                    SendAck();
                }
            });
        }
    }

    void SendAck() => Send(new ModelSegment { Seq = _next, HasAck = true });

    /// <summary>Sends something that takes sequence space, and keeps it until it is acknowledged.</summary>
    void Transmit(ModelSegment segment)
    {
        segment = segment with { Seq = _next };
        _next = segment.End;
        _unacknowledged.Add(segment);
        Send(segment);
        StartTimer();
    }

    void Resend()
    {
        if (_unacknowledged.Count > 0)
        {
            Send(_unacknowledged[0] with { IsRepeated = true });
        }
    }

    void Send(ModelSegment segment)
    {
        _acknowledgeLater &= !segment.HasAck;
        _network.Send(segment with
        {
            FromInitiator = _isInitiator,
            Ack = segment.HasAck ? _peerNext : 0,
            IpId = _application.CountsIpIds && State != ModelState.TimeWait ? _ipId++ : (ushort)0,
            TsVal = _network.TimestampValue,
        });
    }

    /// <summary>§3.10.7.1: from the segment alone.</summary>
    void AnswerWithReset(ModelSegment segment)
    {
        if (segment.Rst)
        {
            return;
        }

        _network.Send(segment.HasAck
            ? new ModelSegment { FromInitiator = _isInitiator, Rst = true, Seq = segment.Ack, IsBare = true }
            : new ModelSegment { FromInitiator = _isInitiator, Rst = true, HasAck = true, Ack = segment.End, IsBare = true });
    }

    void StartTimer()
    {
        if (_unacknowledged.Count == 0)
        {
            return;
        }

        long timer = ++_timer;
        long wait = Math.Min(s_mostTimeoutNs, Math.Max(s_leastTimeoutNs, 3 * _network.RoundTripNs) << Math.Min(_tries, 5));
        _network.After(wait, () =>
        {
            if (timer != _timer || _unacknowledged.Count == 0 || State == ModelState.Closed)
            {
                return;
            }

            if (++_tries > Tries)
            {
                GaveUp = true;
                return;
            }

            Resend();
            StartTimer();
        });
    }

    void StopTimer() => _timer++;

    /// <summary>How far a number lies ahead of another, modulo 2^32.</summary>
    static int Ahead(uint number, uint of) => unchecked((int)(number - of));
}
