using System;
using System.Buffers;
using System.Text;
using FinTracer.Segments;

namespace FinTracer.Reporting.Zeek;

/// <summary>
/// One connection as Zeek tells of it: a history of letters, upper case for the originator, and a state. Follows Zeek's documented rules for conn.log,
/// not ours: a FIN closes its sender whatever became of it. Checksums are not looked at, as with Zeek's option -C: offloading makes wrong ones common.
/// </summary>
/// <param name="flipped">The first captured segment came from the responder, so Zeek turned the connection round.</param>
/// <param name="startNs">Time of the first segment.</param>
sealed class ZeekConnection(bool flipped, long startNs)
{
    const int MaxLetters = 64;
    const int Syn = 0, Fin = 1, Rst = 2;

    // Beyond a jump of this size Zeek does not believe a number on a SYN or RST.
    const int LargestJump = 1 << 20;

    static readonly SearchValues<char> NotBetweenSynAndReset = SearchValues.Create("HAFGIQ");

    readonly StringBuilder _history = new(flipped ? "^" : "", MaxLetters);

    /// <summary>The originator.</summary>
    public ZeekEndpoint Originator { get; } = new();

    /// <summary>The responder.</summary>
    public ZeekEndpoint Responder { get; } = new();

    /// <summary>Letters in the order of what they stand for.</summary>
    public string History => _history.ToString();

    /// <summary>From the first segment to the last that came before both had closed, nanoseconds.</summary>
    public long DurationNs { get; private set; }

    /// <summary>Takes in the next segment.</summary>
    public void Observe(in Segment segment, bool fromOriginator)
    {
        ZeekEndpoint sender = fromOriginator ? Originator : Responder, peer = fromOriginator ? Responder : Originator;
        Place(sender, segment);
        NoteControl(sender, segment, fromOriginator);
        if (segment.Window == 0 && !segment.Has(TcpControl.Rst) && peer.State != ZeekState.Closed && sender.State != ZeekState.Reset)
        {
            AddScaled('W', fromOriginator, ++sender.ZeroWindows);
        }
        if (!(HasClosed(Originator) && HasClosed(Responder))) { DurationNs = Math.Max(DurationNs, segment.TimestampNs - startNs); }
        if (segment.Has(TcpControl.Ack) && peer.State == ZeekState.Inactive && !peer.IsPlaced) { peer.Place(segment.Ack + -1); }
        NoteNumbers(sender, segment, fromOriginator);
        Move(sender, peer, segment, fromOriginator);
        NoteGap(sender, peer, segment, fromOriginator);
    }

    /// <summary>Zeek's conn_state.</summary>
    public string State => (Originator.State, Responder.State) switch
    {
        (ZeekState.SynSent or ZeekState.SynAckSent, ZeekState.Reset) => "REJ",
        (ZeekState.Reset, ZeekState.Reset) when Originator.Size == 0 && Responder.Size == 0 => "REJ",
        (ZeekState.Inactive or ZeekState.Partial, ZeekState.Reset) => "RSTRH",
        (_, ZeekState.Reset) => "RSTR",
        (ZeekState.Reset, ZeekState.Inactive or ZeekState.Partial) => IsSynThenReset() ? "RSTOS0" : "OTH",
        (ZeekState.Reset, _) => "RSTO",
        (ZeekState.Closed, ZeekState.Closed) => "SF",
        (ZeekState.Closed, ZeekState.Inactive or ZeekState.Partial) => "SH",
        (ZeekState.Closed, _) => "S2",
        (ZeekState.Inactive or ZeekState.Partial, ZeekState.Closed) => "SHR",
        (_, ZeekState.Closed) => "S3",
        (ZeekState.SynSent, ZeekState.Inactive) => "S0",
        (ZeekState.Established, ZeekState.Established) => "S1",
        _ => "OTH",
    };

    static bool HasClosed(ZeekEndpoint endpoint) => endpoint.State is ZeekState.Closed or ZeekState.Reset;

    bool IsSynThenReset()
    {
        string history = History.TrimStart('^');
        int reset = history.IndexOf('R', StringComparison.Ordinal);
        return history.StartsWith('S') && reset > 0 && !history.AsSpan(0, reset).ContainsAny(NotBetweenSynAndReset);
    }

    static void Place(ZeekEndpoint sender, in Segment segment)
    {
        bool syn = segment.Has(TcpControl.Syn);
        if (sender.State == ZeekState.Inactive)
        {
            if (syn) { sender.Place(segment.Seq); }
            else if (!sender.IsPlaced) { sender.Place(segment.Seq + -1); }
            else { sender.Advance(segment.Seq); }
            if (!syn) { sender.Cover(segment.Seq + -1, segment.Seq); }
        }
        else if (syn && sender.State is not (ZeekState.Closed or ZeekState.Reset) && sender.Relative(segment.Seq) != 0)
        {
            sender.Place(segment.Seq); // this SYN sets it up
        }
    }

    void NoteControl(ZeekEndpoint sender, in Segment segment, bool fromOriginator)
    {
        bool syn = segment.Has(TcpControl.Syn), fin = segment.Has(TcpControl.Fin), rst = segment.Has(TcpControl.Rst);
        if ((syn ? 1 : 0) + (fin ? 1 : 0) + (rst ? 1 : 0) > 1)
        {
            AddOnce(sender, fin && rst ? 'I' : 'Q', fromOriginator);
        }
        else if (syn)
        {
            AddByNumber(sender, Syn, segment.Has(TcpControl.Ack) ? 'H' : 'S', sender.Relative(segment.Seq), fromOriginator);
        }
        else if (fin)
        {
            AddByNumber(sender, Fin, 'F', sender.Relative(segment.Seq) + segment.PayloadLength, fromOriginator);
        }
        else if (rst)
        {
            AddByNumber(sender, Rst, 'R', sender.Relative(segment.Seq), fromOriginator);
        }
        else if (segment.PayloadLength > 0)
        {
            AddOnce(sender, 'D', fromOriginator);
        }
        else if (segment.Has(TcpControl.Ack))
        {
            AddOnce(sender, 'A', fromOriginator);
        }
    }

    void NoteNumbers(ZeekEndpoint sender, in Segment segment, bool fromOriginator)
    {
        bool rst = segment.Has(TcpControl.Rst);
        SequenceNumber end = segment.Seq + (rst ? 0 : segment.SegmentLength);
        int beyond = sender.Beyond(end);
        if (sender.State == ZeekState.Reset || (Math.Abs((long)beyond) > LargestJump && (rst || segment.Has(TcpControl.Syn)))) { return; }
        if (segment.Has(TcpControl.Fin) && !rst) { sender.SentFin = true; }
        if (!rst) { sender.Cover(segment.Seq, end); }
        if (beyond > 0) { sender.Advance(end); }
        else if (segment.PayloadLength > 0 && !(segment.Has(TcpControl.Fin) && sender.Reach <= 1)) { AddScaled('T', fromOriginator, ++sender.Retransmissions); }
    }

    /// <summary>A gap that an ordinary acknowledgment shows; those that only the end brings to light say little.</summary>
    void NoteGap(ZeekEndpoint sender, ZeekEndpoint peer, in Segment segment, bool fromOriginator)
    {
        if (!segment.Has(TcpControl.Ack) || segment.Has(TcpControl.Rst)) { return; }
        bool established = (sender.State == ZeekState.Established && peer.State >= ZeekState.Established)
            || (peer.State == ZeekState.Established && sender.State >= ZeekState.Established);
        if (peer.AcknowledgedBeyondCapture(segment.Ack) && established) { AddScaled('G', !fromOriginator, ++peer.Gaps); }
    }

    static void Move(ZeekEndpoint sender, ZeekEndpoint peer, in Segment segment, bool fromOriginator)
    {
        bool syn = segment.Has(TcpControl.Syn), fin = segment.Has(TcpControl.Fin), rst = segment.Has(TcpControl.Rst);
        switch (sender.State)
        {
            case ZeekState.Inactive:
                MoveFromInactive(sender, peer, segment, fromOriginator);
                break;
            case ZeekState.SynSent or ZeekState.SynAckSent:
                if (fin) { sender.Enter(ZeekState.Closed); }
                if (rst) { sender.Enter(ZeekState.Reset); }
                break;
            case ZeekState.Established or ZeekState.Partial:
                if (syn && !segment.Has(TcpControl.Ack) && sender.State == ZeekState.Partial && peer.State == ZeekState.Inactive) { sender.Enter(ZeekState.SynSent); }
                if (fin && !rst)
                {
                    sender.Enter(ZeekState.Closed);
                    if (peer is { State: ZeekState.Reset, StateBefore: ZeekState.Closed }) { peer.Enter(ZeekState.Closed); } // FIN and RST, now answered: a normal end
                }
                if (rst) { sender.Enter(ZeekState.Reset); }
                break;
            case ZeekState.Closed:
                if (rst && peer.State != ZeekState.Closed) { sender.Enter(ZeekState.Reset); }
                break;
            case ZeekState.Reset:
                break;
        }
    }

    static void MoveFromInactive(ZeekEndpoint sender, ZeekEndpoint peer, in Segment segment, bool fromOriginator)
    {
        if (segment.Has(TcpControl.Syn))
        {
            if (fromOriginator) { sender.Enter(segment.Has(TcpControl.Ack) ? ZeekState.SynAckSent : ZeekState.SynSent); }
            else
            {
                if (peer.State == ZeekState.SynSent) { peer.Enter(ZeekState.Established); }
                sender.Enter(ZeekState.Established);
            }
        }
        if (segment.Has(TcpControl.Fin)) { sender.Enter(ZeekState.Closed); }
        if (segment.Has(TcpControl.Rst)) { sender.Enter(ZeekState.Reset); }
        if (sender.State != ZeekState.Inactive) { return; }
        if (!fromOriginator && segment.PayloadLength == 0 && peer.State == ZeekState.SynSent) { return; } // some acknowledge a SYN before they answer it
        sender.Enter(segment.Has(TcpControl.Ack) && peer.State == ZeekState.Established ? ZeekState.Established : ZeekState.Partial);
    }

    void AddOnce(ZeekEndpoint sender, char letter, bool fromOriginator)
    {
        uint bit = 1u << (letter - 'A');
        if ((sender.Once & bit) != 0) { return; }
        sender.Once |= bit;
        Add(letter, fromOriginator);
    }

    /// <summary>Noted again only with another number.</summary>
    void AddByNumber(ZeekEndpoint sender, int kind, char letter, long number, bool fromOriginator)
    {
        if (sender.LastNumber[kind] != number) { Add(letter, fromOriginator); }
        sender.LastNumber[kind] = number;
    }

    /// <summary>Noted the first time, the tenth, the hundredth and so on.</summary>
    void AddScaled(char letter, bool fromOriginator, int count)
    {
        while (count % 10 == 0 && count > 0) { count /= 10; }
        if (count == 1) { Add(letter, fromOriginator); }
    }

    void Add(char letter, bool fromOriginator)
    {
        if (_history.Length < MaxLetters) { _history.Append(fromOriginator ? letter : char.ToLowerInvariant(letter)); }
    }
}
