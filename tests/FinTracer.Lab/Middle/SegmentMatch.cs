using System;

namespace FinTracer.Lab.Middle;

/// <summary>Chooses segments at the middle: "the FIN from the server".</summary>
/// <param name="Text">The choice in words, for error messages.</param>
/// <param name="Test">Whether a segment is meant.</param>
public sealed record SegmentMatch(string Text, Func<WireSegment, bool> Test)
{
    public static SegmentMatch Anything(Side from) => new($"any segment from the {from.Word}", s => s.From == from);

    public static SegmentMatch Syn(Side from) => new($"a SYN from the {from.Word}", s => s.From == from && s.Has(TcpBits.Syn));

    public static SegmentMatch Fin(Side from) => new($"a FIN from the {from.Word}", s => s.From == from && s.Has(TcpBits.Fin));

    public static SegmentMatch Rst(Side from) => new($"a RST from the {from.Word}", s => s.From == from && s.Has(TcpBits.Rst));

    public static SegmentMatch Data(Side from) => new($"data from the {from.Word}", s => s.From == from && s.PayloadLength > 0);

    /// <summary>An ACK that carries nothing else.</summary>
    public static SegmentMatch PureAck(Side from) =>
        new($"a pure ACK from the {from.Word}", s => s.From == from && s.Bits == TcpBits.Ack && s.PayloadLength == 0);

    /// <summary>Of these, only those of one connection.</summary>
    public SegmentMatch OfPort(int clientPort) => new($"{Text}, client port {clientPort}", s => s.ClientPort == clientPort && Test(s));

    /// <summary>Of these, only those a further test chooses.</summary>
    public SegmentMatch Where(string words, Func<WireSegment, bool> also) => new($"{Text} {words}", s => Test(s) && also(s));

    public override string ToString() => Text;
}
