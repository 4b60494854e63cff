using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// The RSTs of a connection, the first <paramref name="limit"/> in detail, and what showed later about them.
/// A part of its <see cref="ConnectionTrack"/>, changed in place; most connections have none, and pay for none.
/// </summary>
struct ResetLog(int limit)
{
    const long AtOnceNs = 1_000_000_000; // a device that resets both ends does so in one breath

    List<ResetObservation>? _resets;
    int _killer = -1;
    TcpState _firstBeforeKill;
    TcpState _secondBeforeKill;
    SequenceNumber _senderNextAtKill;

    /// <summary>RSTs, those without detail included.</summary>
    public int Count { get; private set; }

    public readonly ReadOnlySpan<ResetObservation> Resets => CollectionsMarshal.AsSpan(_resets);

    /// <summary>Index in <see cref="Resets"/> of the RST that ended the connection; -1 when none did, or it is one without detail.</summary>
    public readonly int Killer => _killer < Resets.Length ? _killer : -1;

    /// <summary>The next RST added ends the connection; remembers what was, in case the connection lives on.</summary>
    public void NoteKill(ConnectionTrack track, in ResetObservation reset)
    {
        (_firstBeforeKill, _secondBeforeKill) = (track.First.State, track.Second.State);
        _senderNextAtKill = reset.SenderHasNext ? reset.SenderNext : reset.Seq;
        _killer = Count;
    }

    public void Add(ResetObservation reset)
    {
        Span<ResetObservation> earlier = CollectionsMarshal.AsSpan(_resets);
        if (earlier.Length > 0 && earlier[^1].FromFirst != reset.FromFirst)
        {
            reset.OtherResetFrame = earlier[^1].Frame;
            earlier[^1].OtherResetFrame = reset.Frame;
            reset.SilentNs = reset.TimeNs - earlier[^1].TimeNs < AtOnceNs ? Math.Max(reset.SilentNs, earlier[^1].SilentNs) : reset.SilentNs;
        }

        Count++;
        _resets ??= new(1);
        if (_resets.Count < limit)
        {
            _resets.Add(reset);
        }
    }

    /// <summary>
    /// An earlier RST of the same sender that drew a challenge ACK (RFC 5961 §3.2); none when there is none. It drew one too when it seemed to fit by what the
    /// tap had seen, but the ACK that this RST answers still asks for a lower number: what lay between was lost behind the tap.
    /// </summary>
    public FrameId FindChallenged(ref ResetObservation reset)
    {
        Span<ResetObservation> resets = CollectionsMarshal.AsSpan(_resets);
        bool answersAck = reset.HasProvoker && !reset.HasAck && reset.ProvokerPayload == 0 && (reset.ProvokerControl & (TcpControl.Fin | TcpControl.Syn)) == 0;
        for (int i = resets.Length - 1; i >= 0; i--)
        {
            ref ResetObservation earlier = ref resets[i];
            if (earlier.FromFirst != reset.FromFirst)
            {
                continue;
            }

            bool lostBehindTap = answersAck && earlier.Acceptance == ResetAcceptance.EndsConnection && earlier.Frame < reset.ProvokerFrame && reset.Seq < earlier.Seq;
            if (lostBehindTap)
            {
                // So the earlier RST ended nothing, and this one, at the very number asked for, does.
                earlier.Acceptance = ResetAcceptance.Challenged;
                reset.Acceptance = ResetAcceptance.EndsConnection;
                reset.ReceiverState = earlier.ReceiverState;
                _killer = i == _killer ? Count : _killer;
            }

            if (earlier.Acceptance == ResetAcceptance.Challenged)
            {
                return earlier.Frame;
            }
        }

        return default;
    }

    /// <summary>
    /// After a RST both ends should be silent. When the sender goes on and the receiver acknowledges what it sent since, the RST never took effect
    /// (lost, forged, swallowed by a firewall), and the connection lives.
    /// </summary>
    public void NoteLife(ConnectionTrack track, in Segment segment, bool fromFirst)
    {
        if (segment.Has(TcpControl.Syn))
        {
            return;
        }

        Span<ResetObservation> resets = CollectionsMarshal.AsSpan(_resets);
        if (segment.SegmentLength > 0)
        {
            NoteReceiverSpoke(resets, segment.Frame, fromFirst);
        }

        bool timeWaitAnswer = track.Sender(fromFirst).TimeWait.Entered && segment.SegmentLength == 0;
        for (int i = resets.Length - 1; i >= 0 && !timeWaitAnswer; i--)
        {
            if (resets[i].FromFirst == fromFirst)
            {
                if (resets[i].SenderTalksOnFrame.IsSome)
                {
                    break; // so have the earlier ones
                }

                resets[i].SenderTalksOnFrame = segment.Frame;
            }
        }

        if (Killer >= 0)
        {
            NoteSurvival(track, segment, fromFirst, ref resets[Killer]);
        }
    }

    /// <summary>Octets of the receiver behind a RST: the first ones stand for all.</summary>
    static void NoteReceiverSpoke(Span<ResetObservation> resets, FrameId frame, bool fromFirst)
    {
        for (int i = resets.Length - 1; i >= 0; i--)
        {
            if (resets[i].FromFirst == fromFirst)
            {
                continue;
            }

            if (resets[i].ReceiverSpokeFrame.IsSome)
            {
                return; // so have the earlier ones
            }

            resets[i].ReceiverSpokeFrame = frame;
        }
    }

    public void Clear()
    {
        _resets?.Clear();
        Count = 0;
        _killer = -1;
    }

    void NoteSurvival(ConnectionTrack track, in Segment segment, bool fromFirst, ref ResetObservation killer)
    {
        if (killer.FromFirst != fromFirst && killer.SenderTalksOnFrame.IsSome && segment.Has(TcpControl.Ack) && segment.Ack > _senderNextAtKill)
        {
            killer.ReceiverTalksOnFrame = segment.Frame;
            killer.Acceptance = ResetAcceptance.Ignored;
            (track.First.State, track.Second.State) = (_firstBeforeKill, _secondBeforeKill);
            track.First.ClosedByOwnReset = track.Second.ClosedByOwnReset = false;
            track.Over = false;
            _killer = -1;
            track.First.CatchUp(track.Second, segment);
            track.Second.CatchUp(track.First, segment);
        }
    }
}
