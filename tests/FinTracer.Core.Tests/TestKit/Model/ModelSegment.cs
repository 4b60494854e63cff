namespace FinTracer.Tests.TestKit.Model;

/// <summary>A segment on its way between the two endpoints.</summary>
public readonly record struct ModelSegment
{
    /// <summary>Sent by the endpoint that opened the connection.</summary>
    public bool FromInitiator { get; init; }

    public uint Seq { get; init; }

    public uint Ack { get; init; }

    public int Length { get; init; }

    public bool Syn { get; init; }

    public bool Fin { get; init; }

    public bool Rst { get; init; }

    public bool HasAck { get; init; }

    /// <summary>It is built from the segment it answers, without a socket.</summary>
    public bool IsBare { get; init; }

    /// <summary>It was sent before.</summary>
    public bool IsRepeated { get; init; }

    public ushort IpId { get; init; }

    public uint TsVal { get; init; }

    /// <summary>Octets of sequence space it takes: SEG.LEN.</summary>
    public uint Space => (uint)(Length + (Syn ? 1 : 0) + (Fin ? 1 : 0));

    /// <summary>The number behind it.</summary>
    public uint End => unchecked(Seq + Space);
}
