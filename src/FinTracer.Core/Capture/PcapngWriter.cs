using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace FinTracer.Capture;

/// <summary>
/// Writes frames as pcapng (draft-ietf-opsawg-pcapng): little-endian, one section, times in nanoseconds. Whole blocks are handed to the stream only, so what it holds
/// can be read at any moment; <see cref="OctetsHandedOver"/> says how far that is when a write fails.
/// </summary>
public sealed class PcapngWriter
{
    const int BufferOctets = 256 * 1024;
    const uint ByteOrderMagic = 0x1A2B3C4D;
    const byte Nanoseconds = 9;

    readonly Stream _stream;
    byte[] _buffer = new byte[BufferOctets];
    int _used;

    /// <summary>Begins a capture in <paramref name="stream"/>, which stays the caller's.</summary>
    /// <param name="stream">Where the octets go.</param>
    /// <param name="application">The program that captures (shb_userappl).</param>
    public PcapngWriter(Stream stream, string application)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(application);
        _stream = stream;
        int start = Begin(PcapngBlockType.SectionHeader, 64 + Encoding.UTF8.GetMaxByteCount(application.Length));
        Put32(ByteOrderMagic);
        Put16(1);
        Put16(0);
        Put64(ulong.MaxValue); // the section's length is not known
        PutText(4, application);
        PutEndOfOptions();
        End(start);
    }

    /// <summary>Octets of whole blocks that the stream has taken.</summary>
    public long OctetsHandedOver { get; private set; }

    /// <summary>Octets written so far, those included that the stream has not got yet.</summary>
    public long Octets => OctetsHandedOver + _used;

    /// <summary>Describes the next interface; frames name it by its number, from 0.</summary>
    /// <param name="captured">Link type, snap length and name; its number must be the next one.</param>
    /// <param name="filter">The capture filter in libpcap's language, or null.</param>
    public void AddInterface(in CaptureInterface captured, string? filter)
    {
        string name = captured.Name ?? "";
        int start = Begin(PcapngBlockType.InterfaceDescription, 64 + Encoding.UTF8.GetMaxByteCount(name.Length) + Encoding.UTF8.GetMaxByteCount(filter?.Length ?? 0));
        Put16((ushort)captured.LinkType);
        Put16(0);
        Put32(captured.SnapLength);
        if (name.Length > 0)
        {
            PutText(2, name);
        }

        Put16(9);
        Put16(1);
        Put32(Nanoseconds); // one octet and its padding
        if (!string.IsNullOrEmpty(filter))
        {
            PutText(11, "\0" + filter); // kind 0: a string for libpcap
        }

        PutEndOfOptions();
        End(start);
    }

    /// <summary>Writes a frame (enhanced packet block). Times before 1970 become 0.</summary>
    public void Write(in Frame frame) => Write(frame, []);

    /// <summary>Writes a frame with comments (opt_comment), each cut where it is longer than 65,535 octets.</summary>
    public void Write(in Frame frame, IReadOnlyList<string> comments)
    {
        ArgumentNullException.ThrowIfNull(comments);
        int atMost = 40 + frame.Data.Length;
        for (int i = 0; i < comments.Count; i++)
        {
            atMost += 8 + Encoding.UTF8.GetMaxByteCount(comments[i].Length);
        }

        int start = Begin(PcapngBlockType.EnhancedPacket, atMost);
        Put32((uint)frame.InterfaceId);
        PutTime(frame.TimestampNs);
        Put32((uint)frame.Data.Length);
        Put32(frame.WireLength);
        frame.Data.CopyTo(_buffer.AsSpan(_used));
        Pad(frame.Data.Length);
        for (int i = 0; i < comments.Count; i++)
        {
            PutText(1, comments[i]);
        }

        if (comments.Count > 0)
        {
            PutEndOfOptions();
        }

        End(start);
    }

    /// <summary>Writes what an interface counted (interface statistics block).</summary>
    public void WriteStatistics(int interfaceId, in InterfaceStatistics statistics)
    {
        int start = Begin(PcapngBlockType.InterfaceStatistics, 96);
        Put32((uint)interfaceId);
        PutTime(statistics.EndNs);
        PutTimeOption(2, statistics.StartNs);
        PutTimeOption(3, statistics.EndNs);
        PutCount(4, statistics.Received);
        PutCount(5, statistics.DroppedByInterface);
        PutCount(7, statistics.DroppedBySystem);
        PutEndOfOptions();
        End(start);
    }

    /// <summary>Hands all blocks to the stream, and makes that hand them on.</summary>
    public void Flush()
    {
        HandOver();
        _stream.Flush();
    }

    /// <summary>Begins a block that will not be longer than <paramref name="atMost"/> octets, and gives its place in the buffer.</summary>
    int Begin(uint type, int atMost)
    {
        if (_used + atMost > BufferOctets)
        {
            HandOver();
        }

        if (atMost > _buffer.Length)
        {
            _buffer = new byte[atMost];
        }

        int start = _used;
        Put32(type);
        Put32(0); // its length, when that is known
        return start;
    }

    void End(int start)
    {
        uint length = (uint)(_used - start + 4);
        Put32(length);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(start + 4), length);
    }

    void HandOver()
    {
        _stream.Write(_buffer, 0, _used);
        OctetsHandedOver += _used;
        _used = 0;
    }

    void PutText(ushort code, string text)
    {
        int at = _used;
        Put16(code);
        Put16(0);
        int length = Math.Min(Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used)), ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(at + 2), (ushort)length);
        Pad(length);
    }

    /// <summary>Moves behind octets that have been put in, and fills up to a multiple of four.</summary>
    void Pad(int length)
    {
        _used += length;
        while ((_used & 3) != 0)
        {
            _buffer[_used++] = 0;
        }
    }

    void PutTime(long timeNs)
    {
        ulong units = (ulong)Math.Max(0, timeNs);
        Put32((uint)(units >> 32));
        Put32((uint)units);
    }

    void PutTimeOption(ushort code, long timeNs)
    {
        Put16(code);
        Put16(8);
        PutTime(timeNs);
    }

    void PutCount(ushort code, long count)
    {
        Put16(code);
        Put16(8);
        Put64((ulong)count);
    }

    void PutEndOfOptions() => Put32(0);

    void Put16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_used), value);
        _used += 2;
    }

    void Put32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_used), value);
        _used += 4;
    }

    void Put64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += 8;
    }
}
