using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>
/// Writes frames with comments as pcapng (draft-ietf-opsawg-pcapng): one section in little-endian order, every interface with a clock of nanoseconds, each
/// described before its first frame.
/// </summary>
sealed class CommentedPcapngWriter
{
    const ushort EndOfOptions = 0;
    const ushort Comment = 1;
    const ushort UserApplication = 4;
    const ushort InterfaceName = 2;
    const ushort TimestampResolution = 9;
    const ushort TimestampOffset = 14;
    const int MaxOptionOctets = 65_535;
    const int LengthAt = 4;

    // Times before the epoch need an offset, because units are unsigned: 300 years, which lie beyond what the reader gives.
    const ulong OldTimesOffsetSeconds = 9_467_107_200;

    readonly Stream _stream;
    readonly HashSet<int> _described = [];
    readonly Dictionary<(int Interface, bool Old), uint> _ids = [];
    byte[] _block = new byte[4096];
    int _length;

    public CommentedPcapngWriter(Stream stream, string application)
    {
        _stream = stream;
        Begin(PcapngBlock.SectionHeader);
        Write32(0x1a2b3c4d);
        Write16(1);
        Write16(0);
        Write64(ulong.MaxValue); // length of the section: not known
        WriteOption(UserApplication, Encoding.UTF8.GetBytes(application));
        WriteEndOfOptions();
        End();
    }

    /// <summary>Describes an interface that no frame has named.</summary>
    public void Describe(in CaptureInterface captured)
    {
        if (!_described.Contains(captured.Id)) { IdOf(captured, old: false); }
    }

    /// <summary>Writes a frame of an interface.</summary>
    public void Write(in Frame frame, in CaptureInterface captured, IReadOnlyList<string> comments)
    {
        bool old = frame.TimestampNs < 0;
        uint id = IdOf(captured, old);
        ulong units = old ? unchecked((ulong)frame.TimestampNs + (OldTimesOffsetSeconds * 1_000_000_000UL)) : (ulong)frame.TimestampNs;
        Begin(PcapngBlock.EnhancedPacket);
        Write32(id);
        Write32((uint)(units >> 32));
        Write32((uint)units);
        Write32((uint)frame.Data.Length);
        Write32(frame.WireLength);
        WritePadded(frame.Data);
        foreach (string comment in comments) { WriteOption(Comment, Encoding.UTF8.GetBytes(comment)); }
        if (comments.Count > 0) { WriteEndOfOptions(); }
        End();
    }

    uint IdOf(in CaptureInterface captured, bool old)
    {
        if (_ids.TryGetValue((captured.Id, old), out uint id)) { return id; }
        id = (uint)_ids.Count;
        _ids.Add((captured.Id, old), id);
        _described.Add(captured.Id);
        Begin(PcapngBlock.InterfaceDescription);
        Write16((ushort)captured.LinkType);
        Write16(0);
        Write32(captured.SnapLength);
        if (captured.Name is { } name) { WriteOption(InterfaceName, Encoding.UTF8.GetBytes(name)); }
        WriteOption(TimestampResolution, [9]);
        if (old) { WriteOption(TimestampOffset, BitConverter.GetBytes(-(long)OldTimesOffsetSeconds)); }
        WriteEndOfOptions();
        End();
        return id;
    }

    void Begin(uint type)
    {
        _length = 0;
        Write32(type);
        Write32(0);
    }

    /// <summary>The length stands at both ends of a block.</summary>
    void End()
    {
        uint length = (uint)_length + 4;
        Write32(length);
        BinaryPrimitives.WriteUInt32LittleEndian(_block.AsSpan(LengthAt), length);
        _stream.Write(_block, 0, _length);
    }

    void WriteOption(ushort code, ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, MaxOptionOctets)];
        Write16(code);
        Write16((ushort)value.Length);
        WritePadded(value);
    }

    void WriteEndOfOptions()
    {
        Write16(EndOfOptions);
        Write16(0);
    }

    void WritePadded(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Room(octets.Length));
        int padding = -octets.Length & 3;
        Room(padding).Clear();
    }

    void Write16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);

    void Write32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    void Write64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    Span<byte> Room(int octets)
    {
        if (_length + octets > _block.Length) { Array.Resize(ref _block, Math.Max(2 * _block.Length, _length + octets)); }
        _length += octets;
        return _block.AsSpan(_length - octets, octets);
    }
}
