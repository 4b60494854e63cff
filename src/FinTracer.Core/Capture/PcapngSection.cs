using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace FinTracer.Capture;

/// <summary>
/// What the current section of a pcapng capture says about itself: byte order, interfaces, losses. Descriptions that cannot be used are answered
/// with a sentence about what is wrong.
/// </summary>
sealed class PcapngSection(CaptureInput input)
{
    // Above what any capture has; below what could hurt. A compressed file can hold a thousand times its size in descriptions.
    const int MaxInterfaces = 1 << 18;
    const int MaxNameOctets = 1 << 23;

    const int BlockFrameLength = 12;

    readonly DropCounters _drops = new();
    int _nameOctets;

    /// <summary>Numbers of the section are big-endian.</summary>
    public bool BigEndian { get; set; }

    /// <summary>The section's interfaces by their number in it.</summary>
    public List<PcapngInterface> Interfaces { get; } = [];

    /// <summary>Reads a section header block: earlier interfaces end with their section.</summary>
    public string? Start(ReadOnlySpan<byte> body)
    {
        if (body.Length < 16)
        {
            return $"section header of {body.Length + BlockFrameLength} octets is too short";
        }
        int major = ReadUInt16(body, 4);
        int minor = ReadUInt16(body, 6);
        if (major != 1)
        {
            return $"section of pcapng version {major}.{minor}, only 1 is known";
        }
        // The section's own length is not needed: blocks are walked one by one.
        Interfaces.Clear();
        return null;
    }

    /// <summary>Reads an interface description block. <paramref name="doubt"/> is damage that leaves the interface usable.</summary>
    public string? AddInterface(ReadOnlySpan<byte> body, out string? doubt)
    {
        doubt = null;
        if (body.Length < 8)
        {
            return $"interface description of {body.Length + BlockFrameLength} octets is too short";
        }
        if (input.Interfaces.Count == MaxInterfaces)
        {
            return $"more than {MaxInterfaces} interfaces";
        }
        var linkType = (LinkType)ReadUInt16(body, 0);
        uint snapLength = ReadUInt32(body, 4);
        if (!ReadOptions(body[8..], out string? name, out TimestampScale clock))
        {
            doubt = "interface description with an option longer than its block; times may be wrong";
        }
        // Numbers start again in each section; frames carry the number among all interfaces of the capture, as Wireshark's do.
        int id = input.Interfaces.Count;
        input.TimestampDigits = id == 0 ? clock.Digits : Math.Max(input.TimestampDigits, clock.Digits);
        input.Interfaces.Add(new(id, linkType, snapLength, name));
        Interfaces.Add(new(id, linkType, snapLength, clock));
        return null;
    }

    /// <summary>Reads an interface statistics block, for what was dropped.</summary>
    public string? AddStatistics(ReadOnlySpan<byte> body)
    {
        const ushort endTime = 3;
        const ushort droppedByInterface = 5;
        const ushort droppedBySystem = 7;
        if (body.Length < 12 || ReadUInt32(body, 0) >= (uint)Interfaces.Count)
        {
            return "statistics of an interface that is not described";
        }
        ulong? byInterface = null;
        ulong? bySystem = null;
        var options = new PcapngOptions(body[12..], BigEndian);
        while (options.MoveNext())
        {
            switch (options.Code)
            {
                case endTime when options.Value.Length == 8:
                    NoteEnd(Interfaces[(int)ReadUInt32(body, 0)], options.Value);
                    break;
                case droppedByInterface:
                    byInterface = options.AsUInt64() ?? byInterface;
                    break;
                case droppedBySystem:
                    bySystem = options.AsUInt64() ?? bySystem;
                    break;
                default:
                    break;
            }
        }
        if (byInterface is not null || bySystem is not null)
        {
            _drops.SetStatistics(Interfaces[(int)ReadUInt32(body, 0)].Id, byInterface ?? 0, bySystem ?? 0);
            input.DroppedBySystem = _drops.Total;
        }
        return null;
    }

    /// <summary>Reads the losses that a packet block reports: a field of the obsolete form, an option (epb_dropcount) of the enhanced one.</summary>
    public void NoteDrops(ReadOnlySpan<byte> body, int optionsStart, bool enhanced)
    {
        const ushort unknown = 0xffff;
        const ushort dropCount = 4;
        if (!enhanced)
        {
            if (ReadUInt16(body, 2) is var count and not unknown)
            {
                AddDrops(count);
            }
            return;
        }
        var options = new PcapngOptions(body[optionsStart..], BigEndian);
        while (options.MoveNext())
        {
            if (options.Code == dropCount && options.AsUInt64() is { } lost)
            {
                AddDrops(lost);
            }
        }
    }

    public uint ReadUInt32(ReadOnlySpan<byte> octets, int at)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);
        return BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    public ushort ReadUInt16(ReadOnlySpan<byte> octets, int at)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);
        return BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    void NoteEnd(in PcapngInterface captured, ReadOnlySpan<byte> value)
    {
        long end = captured.Clock.ToNanoseconds(((ulong)ReadUInt32(value, 0) << 32) | ReadUInt32(value, 4));
        input.CaptureEndNs = Math.Max(end, input.CaptureEndNs ?? end);
    }

    void AddDrops(ulong count)
    {
        _drops.AddBeforePacket(count);
        input.DroppedBySystem = _drops.Total;
    }

    bool ReadOptions(ReadOnlySpan<byte> octets, out string? name, out TimestampScale clock)
    {
        const ushort interfaceName = 2;
        const ushort timestampResolution = 9;
        const ushort timestampOffset = 14;
        name = null;
        byte resolution = 6;
        long offsetSeconds = 0;
        var options = new PcapngOptions(octets, BigEndian);
        while (options.MoveNext())
        {
            switch (options.Code)
            {
                case interfaceName:
                    name ??= NameOf(options.Value);
                    break;
                case timestampResolution when options.Value.Length == 1:
                    resolution = options.Value[0];
                    break;
                case timestampOffset when options.AsUInt64() is { } seconds:
                    offsetSeconds = unchecked((long)seconds);
                    break;
                default:
                    break;
            }
        }
        clock = new(resolution, offsetSeconds);
        return !options.Damaged;
    }

    /// <summary>The name, or null once all names together are longer than what is kept.</summary>
    string? NameOf(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > MaxNameOctets - _nameOctets)
        {
            return null;
        }
        _nameOctets += octets.Length;
        return Encoding.UTF8.GetString(octets);
    }
}
