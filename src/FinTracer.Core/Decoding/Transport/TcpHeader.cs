using System;
using System.Buffers.Binary;
using FinTracer.Segments;

namespace FinTracer.Decoding.Transport;

/// <summary>View of a TCP header (RFC 9293 §3.1), checked once. The fixed part is there; the options may be cut by the capture.</summary>
internal readonly ref struct TcpHeader
{
    /// <summary>Octets of the fixed part.</summary>
    public const int MinLength = 20;

    const int DestinationPortOffset = 2;
    const int SeqOffset = 4;
    const int AckOffset = 8;
    const int DataOffsetOffset = 12;
    const int ControlOffset = 13;
    const int WindowOffset = 14;

    readonly ReadOnlySpan<byte> _fixed;

    TcpHeader(ReadOnlySpan<byte> fixedPart, ReadOnlySpan<byte> capturedOptions, int length)
    {
        _fixed = fixedPart;
        CapturedOptions = capturedOptions;
        Length = length;
    }

    /// <summary>Octets of the header, options included (20 to 60), as its data offset says.</summary>
    public int Length { get; }

    /// <summary>The options as far as they were captured.</summary>
    public ReadOnlySpan<byte> CapturedOptions { get; }

    /// <summary>Octets of options that the capture cut off.</summary>
    public int MissingOptions => Length - MinLength - CapturedOptions.Length;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_fixed);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_fixed[DestinationPortOffset..]);

    public SequenceNumber Seq => new(BinaryPrimitives.ReadUInt32BigEndian(_fixed[SeqOffset..]));

    public SequenceNumber Ack => new(BinaryPrimitives.ReadUInt32BigEndian(_fixed[AckOffset..]));

    public TcpControl Control => (TcpControl)_fixed[ControlOffset];

    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_fixed[WindowOffset..]);

    /// <summary>Reads the header of a segment of <paramref name="wireLength"/> octets; anything but <see cref="DecodeOutcome.Segment"/> is the frame's outcome.</summary>
    public static DecodeOutcome TryRead(ReadOnlySpan<byte> captured, int wireLength, out TcpHeader header)
    {
        header = default;
        if (captured.Length < MinLength)
        {
            return wireLength < MinLength ? DecodeOutcome.Malformed : DecodeOutcome.Truncated;
        }
        int length = (captured[DataOffsetOffset] >> 4) * 4; // the data offset counts 32-bit words
        if (length < MinLength || length > wireLength)
        {
            return DecodeOutcome.Malformed;
        }
        int optionsEnd = Math.Min(length, captured.Length);
        header = new TcpHeader(captured[..MinLength], captured[MinLength..optionsEnd], length);
        return DecodeOutcome.Segment;
    }
}
