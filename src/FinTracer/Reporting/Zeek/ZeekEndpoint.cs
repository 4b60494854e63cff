using System;
using System.Collections.Generic;
using FinTracer.Segments;

namespace FinTracer.Reporting.Zeek;

/// <summary>What Zeek remembers of one endpoint: its state, its place in sequence space, and which letters of the history it has had.</summary>
sealed class ZeekEndpoint
{
    // What arrived ahead of a hole; more pieces than that are taken as one.
    const int MaxPieces = 32;

    readonly List<(SequenceNumber Start, SequenceNumber End)> _ahead = [];
    bool _placed;
    SequenceNumber _next;
    SequenceNumber _covered;

    public ZeekState State { get; private set; }

    public ZeekState StateBefore { get; private set; }

    /// <summary>Octets by sequence numbers: what was sent, or must have been.</summary>
    public long Size => Math.Max(0, Reach - 1 - (SentFin ? 1 : 0));

    /// <summary>From the SYN (or the octet before the first that was seen) to the highest number, in octets.</summary>
    public long Reach { get; private set; }

    public bool SentFin { get; set; }

    /// <summary>Letters that are noted once, by bit of the alphabet.</summary>
    public uint Once { get; set; }

    /// <summary>Number of the last SYN, FIN and RST: another number is another event.</summary>
    public long?[] LastNumber { get; } = new long?[3];

    public int Retransmissions { get; set; }

    public int ZeroWindows { get; set; }

    public int Gaps { get; set; }

    public void Enter(ZeekState state)
    {
        StateBefore = State;
        State = state;
    }

    /// <summary>The first segment of the endpoint, or a peer's acknowledgment, tells where its numbers stand.</summary>
    public void Place(SequenceNumber start)
    {
        _placed = true;
        _next = _covered = start;
        Reach = 0;
        _ahead.Clear();
    }

    public bool IsPlaced => _placed;

    /// <summary>Distance of a number from the start, modulo 2^32.</summary>
    public long Relative(SequenceNumber number) => Reach + (number - _next);

    /// <summary>How far a segment's end lies beyond everything sent before; not above 0 for a repetition.</summary>
    public int Beyond(SequenceNumber end) => end - _next;

    /// <summary>The endpoint has sent up to a number.</summary>
    public void Advance(SequenceNumber end)
    {
        if (end - _next is var step and > 0)
        {
            Reach += step;
            _next = end;
        }
    }

    /// <summary>Takes down which octets the capture has.</summary>
    public void Cover(SequenceNumber start, SequenceNumber end)
    {
        if (end <= _covered) { return; }
        if (start > _covered)
        {
            if (_ahead.Count == MaxPieces) { _ahead.RemoveAt(0); }
            _ahead.Add((start, end));
            return;
        }
        _covered = end;
        TakeWhatFollows();
    }

    /// <summary>The peer has acknowledged up to a number: true when that shows octets that the capture lacks.</summary>
    public bool AcknowledgedBeyondCapture(SequenceNumber ack)
    {
        if (!_placed || ack <= _covered) { return false; }
        _covered = ack;
        TakeWhatFollows();
        return true;
    }

    void TakeWhatFollows()
    {
        bool moved = true;
        while (moved)
        {
            moved = false;
            for (int i = _ahead.Count - 1; i >= 0; i--)
            {
                if (_ahead[i].Start > _covered) { continue; }
                if (_ahead[i].End > _covered) { _covered = _ahead[i].End; }
                _ahead.RemoveAt(i);
                moved = true;
            }
        }
    }
}
