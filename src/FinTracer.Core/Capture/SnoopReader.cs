using System;
using System.Buffers.Binary;

namespace FinTracer.Capture;

/// <summary>Reads the snoop format of Solaris (RFC 1761): big-endian, microseconds, records padded to a length of their own.</summary>
public sealed class SnoopReader : BufferedCaptureReader
{
    const int FileHeaderLength = 16;
    const int RecordHeaderLength = 24;
    const int FirstUnregisteredLinkType = 0x1_0000;

    LinkType _linkType;
    bool _headerRead;

    internal SnoopReader(OctetBuffer octets, CaptureInput input, ReaderLimits limits)
        : base(octets, input, limits)
    {
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (Ended || (!_headerRead && !ReadFileHeader()))
        {
            return false;
        }
        while (true)
        {
            bool enough = Octets.Require(RecordHeaderLength);
            Input.OctetsRead = Octets.OctetsRead;
            if (!enough)
            {
                return EndOfInput("record header");
            }
            ReadOnlySpan<byte> header = Octets.Peek(RecordHeaderLength);
            uint wire = BinaryPrimitives.ReadUInt32BigEndian(header);
            uint captured = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
            if (length < RecordHeaderLength || captured > length - RecordHeaderLength)
            {
                return Stop(Octets.Offset, $"record of {length} octets claims {captured} captured octets");
            }
            if (length - RecordHeaderLength > Limits.FrameOctets)
            {
                if (!SkipRecord(length))
                {
                    return false;
                }
                continue;
            }
            return ReadRecord(header, (int)length, (int)captured, wire);
        }
    }

    bool ReadFileHeader()
    {
        if (!Octets.Require(FileHeaderLength))
        {
            return EndOfInput("file header");
        }
        ReadOnlySpan<byte> header = Octets.Peek(FileHeaderLength);
        uint version = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        Input.Format = "snoop";
        if (version != 2)
        {
            return Stop(8, $"snoop version {version}, only 2 is known");
        }
        _linkType = LinkTypeOf(BinaryPrimitives.ReadUInt32BigEndian(header[12..]));
        Input.Interfaces.Add(new(0, _linkType, 0, null));
        Octets.Advance(FileHeaderLength);
        _headerRead = true;
        return true;
    }

    bool ReadRecord(ReadOnlySpan<byte> header, int length, int captured, uint wire)
    {
        uint drops = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        long time = (BinaryPrimitives.ReadUInt32BigEndian(header[16..]) * 1_000_000_000L)
            + (BinaryPrimitives.ReadUInt32BigEndian(header[20..]) * 1_000L);
        if (!Octets.Require(length))
        {
            return EndOfInput($"record of {length} octets");
        }
        Input.DroppedBySystem = drops; // cumulative since the start of the capture
        SetTime(time);
        SetCurrent(Octets.Array, Octets.Position + RecordHeaderLength, captured, wire, _linkType, 0);
        Octets.Advance(length);
        return true;
    }

    bool SkipRecord(uint length)
    {
        long offset = Octets.Offset;
        if (!SkipOrEnd(length, offset, $"record claims {length} octets"))
        {
            return false;
        }
        Report(InputProblemKind.Corrupt, offset, $"record of {length} octets, more than the {Limits.FrameOctets} that are kept; skipped");
        return true;
    }

    /// <summary>RFC 1761 has its own numbers; those without a counterpart in the registry get one that the registry cannot hold.</summary>
    static LinkType LinkTypeOf(uint number) => number switch
    {
        0 or 4 => LinkType.Ethernet,                       // IEEE 802.3 and Ethernet
        2 => (LinkType)6,                                  // IEEE 802.5
        8 => (LinkType)10,                                 // FDDI
        _ => (LinkType)(FirstUnregisteredLinkType + (int)Math.Min(number, int.MaxValue - FirstUnregisteredLinkType)),
    };
}
