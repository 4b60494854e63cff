using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace FinTracer.Core.Tests.Capture;

/// <summary>Puts numbers together in either byte order.</summary>
public sealed class OctetWriter(bool bigEndian)
{
    readonly List<byte> _octets = [];

    public int Length => _octets.Count;

    public byte[] ToArray() => [.. _octets];

    public OctetWriter UInt8(int value)
    {
        _octets.Add((byte)value);
        return this;
    }

    public OctetWriter UInt16(int value)
    {
        Span<byte> octets = stackalloc byte[2];
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(octets, (ushort)value);
        }
        _octets.AddRange(octets);
        return this;
    }

    public OctetWriter UInt32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        }
        _octets.AddRange(octets);
        return this;
    }

    public OctetWriter UInt64(ulong value) => bigEndian
        ? UInt32((uint)(value >> 32)).UInt32((uint)value)
        : UInt32((uint)value).UInt32((uint)(value >> 32));

    public OctetWriter Octets(ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public OctetWriter PadTo(int multiple)
    {
        while (_octets.Count % multiple != 0)
        {
            _octets.Add(0);
        }
        return this;
    }
}
