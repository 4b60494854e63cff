using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>What is kept of a segment for a while, to recognise copies of it and to find the one that provoked a RST.</summary>
struct RecentSegment
{
    public FrameId Frame;
    public long TimeNs;
    public SequenceNumber Seq;
    public SequenceNumber Ack;
    public int PayloadLength;
    public uint TsVal;
    public uint PlaceMark;
    public ushort IpId;
    public TcpControl Control;
    public byte HopLimit;
    public RecentTraits Traits;

    public readonly bool FromFirst => (Traits & RecentTraits.FromFirst) != 0;

    public readonly bool Has(TcpControl bits) => (Control & bits) != 0;

    public readonly bool Has(RecentTraits traits) => (Traits & traits) != 0;

    public readonly SequenceNumber NextSeq => Seq + PayloadLength + (Has(TcpControl.Syn) ? 1 : 0) + (Has(TcpControl.Fin) ? 1 : 0);

    /// <summary>Neither data nor SYN, FIN or RST.</summary>
    public readonly bool IsPureAck => PayloadLength == 0 && !Has(TcpControl.Syn | TcpControl.Fin | TcpControl.Rst);
}
