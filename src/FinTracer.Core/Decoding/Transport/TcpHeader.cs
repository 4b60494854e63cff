using System;
using System.Buffers.Binary;
using FinTracer.Segments;

namespace FinTracer.Decoding.Transport;

/// <summary>View of a TCP header (RFC 9293 §3.1), checked once. The fixed part is there; the options may be cut by the capture.</summary>
internal readonly ref struct TcpHeader
{
    /// <summary>Octets of the fixed part.</summary>
    public const int MinLength = 20;

    public const int DestinationPortOffset = 2;
    public const int SeqOffset = 4;
    public const int AckOffset = 8;
    public const int DataOffsetOffset = 12;
    public const int ControlOffset = 13;
    public const int WindowOffset = 14;

    readonly ReadOnlySpan<byte> _fixed;

    /// <summary>The header at the front of a segment, <paramref name="length"/> octets long (<see cref="Measure"/>).</summary>
    public TcpHeader(ReadOnlySpan<byte> captured, int length)
    {
        _fixed = captured[..MinLength];
        CapturedOptions = captured[MinLength..Math.Min(length, captured.Length)];
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

    /// <summary>The length of the header before which the cursor stands; anything but <see cref="DecodeOutcome.Segment"/> is the frame's outcome.</summary>
    public static DecodeOutcome Measure(in LayerCursor cursor, out int length)
    {
        ReadOnlySpan<byte> captured = cursor.Rest;
        length = 0;
        if (captured.Length < MinLength)
        {
            return cursor.WireLength < MinLength ? DecodeOutcome.Malformed : DecodeOutcome.Truncated;
        }
        length = (captured[DataOffsetOffset] >> 4) * 4; // the data offset counts 32-bit words
        return length < MinLength || length > cursor.WireLength ? DecodeOutcome.Malformed : DecodeOutcome.Segment;
    }
}
