using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FinTracer.Capture;

/// <summary>
/// Reads pcap savefiles (draft-ietf-opsawg-pcap) and their known variants, see <see cref="PcapVariant"/>.
/// The format has no marks between records: a record whose length cannot be true ends the reading, with everything before it delivered.
/// </summary>
public sealed class PcapReader : BufferedCaptureReader
{
    // What libpcap and Wireshark accept at most; files whose header claims a larger snap length get that.
    const uint UsualMaxSnapLength = 262_144;

    // The upper bits of the field hold the length of the frame check sequence (draft-ietf-opsawg-pcap section 4); libpcap cuts at the same bit.
    const uint LinkTypeMask = 0x03ff_ffff;

    bool _bigEndian;
    uint _nanosecondsPerUnit;
    int _headerLength;
    uint _maxCaptured;
    uint _usualCaptured;
    LinkType _linkType;
    LengthOrder _lengthOrder;
    bool _headerRead;
    bool _toldOfLengths;

    internal PcapReader(OctetBuffer octets, CaptureInput input, ReaderLimits limits)
        : base(octets, input, limits)
    {
    }

    enum LengthOrder
    {
        CapturedFirst,
        WireFirst,
        SmallerIsCaptured,
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (!TryNext(out Record record))
        {
            return false;
        }
        SetTime(record.TimestampNs);
        SetCurrent(Octets.Array, record.DataStart, record.Captured, record.Wire, _linkType, 0);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryRead(out Frame frame)
    {
        // Not by way of the current frame: what was just written there would be read again.
        if (!TryNext(out Record record))
        {
            frame = default;
            return false;
        }
        SetTime(record.TimestampNs);
        frame = new()
        {
            Id = new(FileIndex, ++Input.Frames),
            TimestampNs = record.TimestampNs,
            LinkType = _linkType,
            InterfaceId = 0,
            WireLength = Math.Max(record.Wire, (uint)record.Captured),
            Data = new(Octets.Array, record.DataStart, record.Captured),
        };
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool TryNext(out Record record)
    {
        if ((Ended || (!_headerRead && !ReadFileHeader())) || (Octets.Available < _headerLength && !RequireRecordHeader()))
        {
            record = default;
            return false;
        }
        ReadOnlySpan<byte> header = Octets.Peek(PcapVariant.StandardRecordHeader);
        uint captured = ReadUInt32(header, 8);
        uint wire = ReadUInt32(header, 12);
        return IsOdd(captured, wire) ? TryNextOdd(out record) : Take(header, captured, wire, out record);
    }

    bool IsOdd(uint captured, uint wire) => (captured > wire) | (captured > _usualCaptured) | (_lengthOrder != LengthOrder.CapturedFirst);

    /// <summary>The same from a record on whose lengths have to be looked at. Apart, because lengths that may be changed cannot be kept in registers.</summary>
    bool TryNextOdd(out Record record)
    {
        while (Octets.Available >= _headerLength || RequireRecordHeader())
        {
            ReadOnlySpan<byte> header = Octets.Peek(PcapVariant.StandardRecordHeader);
            uint captured = ReadUInt32(header, 8);
            uint wire = ReadUInt32(header, 12);
            if (IsOdd(captured, wire) && !CheckLengths(ref captured, ref wire))
            {
                break;
            }
            if (captured <= Limits.FrameOctets)
            {
                return Take(Octets.Peek(PcapVariant.StandardRecordHeader), captured, wire, out record); // the check may have moved the octets
            }
            if (!SkipRecord(captured))
            {
                break;
            }
        }
        record = default;
        return false;
    }

    /// <summary>Takes the record with this header off the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Take(ReadOnlySpan<byte> header, uint captured, uint wire, out Record record)
    {
        // Both products stay below 2^63: 2^32 seconds are 4.3e18 ns.
        record.TimestampNs = (ReadUInt32(header, 0) * 1_000_000_000L) + ((long)ReadUInt32(header, 4) * _nanosecondsPerUnit);
        record.Captured = (int)captured;
        record.Wire = wire;
        int recordLength = _headerLength + (int)captured;
        if (Octets.Available < recordLength && !RequireRecord(recordLength))
        {
            record.DataStart = 0;
            return false;
        }
        record.DataStart = Octets.Position + _headerLength;
        Octets.Advance(recordLength);
        return true;
    }

    bool ReadFileHeader()
    {
        if (!Octets.Require(4) || !PcapVariant.TryDetect(Octets.Peek(4), out PcapVariant variant) || !Octets.Require(variant.FileHeaderLength))
        {
            return EndOfInput("file header");
        }
        ReadOnlySpan<byte> header = Octets.Peek(PcapVariant.StandardFileHeader);
        _bigEndian = variant.BigEndian;
        _nanosecondsPerUnit = variant.Nanoseconds ? 1u : 1_000u;
        _headerLength = variant.RecordHeaderLength;
        _linkType = (LinkType)(ReadUInt32(header, 20) & LinkTypeMask);
        _lengthOrder = OrderOfLengths(ReadUInt16(header, 4), ReadUInt16(header, 6));
        uint snapLength = ReadUInt32(header, 16);
        _maxCaptured = Math.Max(UsualMaxSnapLength, snapLength);
        _usualCaptured = Math.Min(_maxCaptured, (uint)Limits.FrameOctets);
        Input.Format = variant.Name;
        Input.TimestampDigits = variant.Nanoseconds ? 9 : 6;
        Input.Interfaces.Add(new(0, _linkType, snapLength, null));
        Octets.Advance(variant.FileHeaderLength);
        Input.OctetsRead = Octets.OctetsRead;
        _headerRead = true;
        return true;
    }

    /// <summary>Versions before 2.3 had the two lengths the other way round, 2.3 came both ways, and DG/UX's tcpdump (543.0) kept the old order.</summary>
    static LengthOrder OrderOfLengths(int major, int minor) => (major, minor) switch
    {
        (2, < 3) or (543, 0) => LengthOrder.WireFirst,
        (2, 3) => LengthOrder.SmallerIsCaptured,
        _ => LengthOrder.CapturedFirst,
    };

    bool RequireRecordHeader()
    {
        bool enough = Octets.Require(_headerLength);
        Input.OctetsRead = Octets.OctetsRead;
        return enough || EndOfInput("record header");
    }

    bool RequireRecord(int length)
    {
        bool enough = Octets.Require(length);
        Input.OctetsRead = Octets.OctetsRead;
        return enough || EndOfInput($"record of {length} octets");
    }

    /// <summary>The rare ways in which the two lengths can be odd. False when they end the reading.</summary>
    bool CheckLengths(ref uint captured, ref uint wire)
    {
        if (_lengthOrder == LengthOrder.WireFirst || (_lengthOrder == LengthOrder.SmallerIsCaptured && captured > wire))
        {
            (captured, wire) = (wire, captured);
        }
        if (captured > _maxCaptured)
        {
            return Stop(Octets.Offset, $"record claims {captured} captured octets, at most {_maxCaptured} are possible");
        }
        if (captured > wire && !_toldOfLengths && captured <= Limits.FrameOctets)
        {
            if (!RequireRecord(_headerLength + (int)captured))
            {
                return false;
            }
            // Harmless by itself, so the frame is delivered, but it is often the first sign of worse: said once.
            _toldOfLengths = true;
            Report(InputProblemKind.Corrupt, Octets.Offset, $"record claims {captured} captured octets of {wire} on the wire");
        }
        return true;
    }

    bool SkipRecord(uint captured)
    {
        long offset = Octets.Offset;
        string record = $"record claims {captured} captured octets";
        if (!SkipOrEnd(_headerLength + (long)captured, offset, record))
        {
            return false;
        }
        Report(InputProblemKind.Corrupt, offset, $"{record}, more than the {Limits.FrameOctets} that are kept; skipped");
        return true;
    }

    uint ReadUInt32(ReadOnlySpan<byte> octets, int at)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    int ReadUInt16(ReadOnlySpan<byte> octets, int at)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>What a record header says of its frame, and where the octets are.</summary>
    struct Record
    {
        public long TimestampNs;
        public int DataStart;
        public int Captured;
        public uint Wire;
    }
}
