using System;
using System.Buffers.Binary;

namespace FinTracer.Capture;

/// <summary>Walks the options at the end of a pcapng block (draft-ietf-opsawg-pcapng section 3.5). Never looks beyond the block.</summary>
ref struct PcapngOptions(ReadOnlySpan<byte> options, bool bigEndian)
{
    const ushort EndOfOptions = 0;

    ReadOnlySpan<byte> _rest = options;

    /// <summary>The current option's code.</summary>
    public ushort Code { get; private set; }

    /// <summary>The current option's value, without padding.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>True when an option claimed more octets than the block has; the walk ended there.</summary>
    public bool Damaged { get; private set; }

    /// <summary>Moves to the next option; false at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < 4)
        {
            return false; // an end marker is customary but may be missing
        }
        Code = ReadUInt16(_rest);
        int length = ReadUInt16(_rest[2..]);
        if (Code == EndOfOptions)
        {
            _rest = default;
            return false;
        }
        if (length > _rest.Length - 4)
        {
            Damaged = true;
            _rest = default;
            return false;
        }
        Value = _rest.Slice(4, length);
        _rest = _rest[Math.Min(_rest.Length, 4 + ((length + 3) & ~3))..];
        return true;
    }

    /// <summary>The current value as an unsigned number of 64 bits; null when it has another length.</summary>
    public readonly ulong? AsUInt64() => Value.Length != 8
        ? null
        : bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Value) : BinaryPrimitives.ReadUInt64LittleEndian(Value);

    readonly ushort ReadUInt16(ReadOnlySpan<byte> octets) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets);
}
