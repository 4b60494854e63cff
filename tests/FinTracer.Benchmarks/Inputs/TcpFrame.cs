namespace FinTracer.Benchmarks.Inputs;

/// <summary>All that a frame of the generator says: Ethernet, IPv4, TCP.</summary>
internal readonly record struct TcpFrame
{
    public required long TimeNs { get; init; }

    /// <summary>True on the way from client to server; chooses the MAC addresses.</summary>
    public required bool FromClient { get; init; }

    public required uint SourceAddress { get; init; }

    public required uint DestinationAddress { get; init; }

    public required ushort SourcePort { get; init; }

    public required ushort DestinationPort { get; init; }

    public required ushort IpId { get; init; }

    public required uint Seq { get; init; }

    public required uint Ack { get; init; }

    public required TcpFlags Flags { get; init; }

    public required ushort Window { get; init; }

    /// <summary>With a SYN: maximum segment size and, with <see cref="Timestamps"/>, all that Linux sends.</summary>
    public required bool Options { get; init; }

    public required bool Timestamps { get; init; }

    public required uint TimestampValue { get; init; }

    public required uint TimestampEcho { get; init; }

    /// <summary>Octets of payload, at most <see cref="Payload.MaxLength"/>.</summary>
    public required int PayloadLength { get; init; }
}
