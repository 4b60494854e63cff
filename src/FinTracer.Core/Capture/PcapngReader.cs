using System;
using System.Buffers.Binary;

namespace FinTracer.Capture;

/// <summary>
/// Reads pcapng (draft-ietf-opsawg-pcapng): any number of sections of either byte order, interfaces of different link types, snap lengths and clocks.
/// Blocks are passed by their lengths, so a bad block costs itself only; where the two lengths of a block disagree, reading goes on only when what
/// follows proves the first one right. Blocks without a packet that Wireshark numbers as frames are frames of <see cref="LinkType.None"/> here.
/// </summary>
public sealed class PcapngReader : BufferedCaptureReader
{
    const int BlockHeaderLength = 8;
    const int BlockTrailerLength = 4;
    const int MinBlockLength = BlockHeaderLength + BlockTrailerLength;

    // What a block may hold beside its frame: comments and other options.
    const int OptionsAllowance = 1024 * 1024;

    readonly PcapngSection _section;
    bool _toldOfTime;
    bool _contradictsItself;

    internal PcapngReader(OctetBuffer octets, CaptureInput input, ReaderLimits limits)
        : base(octets, input, limits)
    {
        input.Format = "pcapng";
        _section = new(input);
    }

    /// <summary>Blocks that carry neither frames nor anything that FinTracer needs (names, secrets, ...).</summary>
    public long SkippedBlocks { get; private set; }

    /// <summary>
    /// Gets every sound block, also those that are skipped here. Set before the first frame is read, it makes the reader keep any block as long as the largest
    /// frame it would keep.
    /// </summary>
    public IPcapngBlocks? Blocks { get; set; }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (!Ended)
        {
            if (Octets.Available < MinBlockLength && !RequireBlockStart())
            {
                return false;
            }
            ReadOnlySpan<byte> header = Octets.Peek(MinBlockLength);
            uint type = ReadUInt32(header, 0);
            if (type == PcapngBlockType.SectionHeader && !ReadByteOrder(header))
            {
                return false;
            }
            uint length = ReadUInt32(header, 4);
            if (IsLong(type, length) || length % 4 != 0)
            {
                if (!PassOddBlock(type, length))
                {
                    return false;
                }
                continue;
            }
            if ((Octets.Available < (int)length && !RequireBlock(length)) || !CheckTrailer((int)length))
            {
                return false;
            }
            bool found = ReadBlock(type, (int)length);
            if (!Ended)
            {
                HandOver(type, (int)length, found);
                Octets.Advance((int)length);
            }
            if (found)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>An interface is handed over whatever is wrong with its options: those that follow it are numbered behind it.</summary>
    void HandOver(uint type, int length, bool found)
    {
        if (Blocks is not null && (!_contradictsItself || type == PcapngBlockType.InterfaceDescription))
        {
            Blocks.Take(new() { Type = type, BigEndian = _section.BigEndian, Frame = found ? Input.Frames : 0, Octets = Octets.Peek(length) });
        }
        _contradictsItself = false;
    }

    bool RequireBlockStart()
    {
        bool enough = Octets.Require(MinBlockLength);
        Input.OctetsRead = Octets.OctetsRead;
        return enough || EndOfInput("block header");
    }

    bool RequireBlock(uint length)
    {
        bool enough = Octets.Require((int)length);
        Input.OctetsRead = Octets.OctetsRead;
        return enough || EndOfInput($"block of {length} octets");
    }

    /// <summary>The magic behind a section header's length says how to read that length, and everything up to the next section.</summary>
    bool ReadByteOrder(ReadOnlySpan<byte> header)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (magic is not (0x1a2b3c4d or 0x4d3c2b1a))
        {
            return Stop(Octets.Offset, "section header without a byte-order magic");
        }
        _section.BigEndian = magic == 0x4d3c2b1a;
        return true;
    }

    bool IsLong(uint type, uint length) =>
        length < MinBlockLength || length > (uint)Limits.FrameOctets + OptionsAllowance || (length > OptionsAllowance && !IsRead(type) && Blocks is null);

    static bool IsRead(uint type) => type is PcapngBlockType.SectionHeader or PcapngBlockType.InterfaceDescription or PcapngBlockType.Packet
        or PcapngBlockType.SimplePacket or PcapngBlockType.InterfaceStatistics or PcapngBlockType.EnhancedPacket;

    /// <summary>Passes a block that is too large to be kept or whose length is none; false when that ends the reading.</summary>
    bool PassOddBlock(uint type, uint length)
    {
        long offset = Octets.Offset;
        if (length < MinBlockLength || length % 4 != 0)
        {
            return Stop(offset, $"block of type {type} claims {length} octets, which no block has");
        }
        if (type is PcapngBlockType.SectionHeader or PcapngBlockType.InterfaceDescription)
        {
            return Stop(offset, $"block of type {type} claims {length} octets, and what follows needs it");
        }
        if (!SkipOrEnd(length - BlockTrailerLength, offset, $"block of type {type} claims {length} octets"))
        {
            return false;
        }
        if (!Octets.Require(BlockTrailerLength))
        {
            return EndOfInput($"end of a block of {length} octets");
        }
        uint trailer = ReadUInt32(Octets.Peek(BlockTrailerLength), 0);
        if (trailer != length)
        {
            return Stop(offset, $"block claims {length} octets at its start and {trailer} at its end");
        }
        Octets.Advance(BlockTrailerLength);
        SkippedBlocks++;
        if (IsRead(type))
        {
            Report(InputProblemKind.Corrupt, offset, $"block of type {type} with {length} octets is larger than what is kept; skipped");
        }
        return true;
    }

    bool CheckTrailer(int length)
    {
        uint trailer = ReadUInt32(Octets.Peek(length), length - BlockTrailerLength);
        return trailer == (uint)length || PassBadTrailer(length, trailer);
    }

    /// <summary>
    /// The two lengths of a block disagree. The first one is believed when it leads to the end of the input, or to a block of a familiar type that is
    /// sound itself; otherwise reading stops before the block.
    /// </summary>
    bool PassBadTrailer(int length, uint trailer)
    {
        long offset = Octets.Offset;
        string detail = $"block claims {length} octets at its start and {trailer} at its end";
        bool proved = Octets.Require(length + MinBlockLength) ? LeadsToSoundBlock(length) : Octets.Available == length && Octets.Failure is null;
        if (!proved)
        {
            return Stop(offset, detail);
        }
        Report(InputProblemKind.Corrupt, offset, detail);
        return true;
    }

    bool LeadsToSoundBlock(int length)
    {
        ReadOnlySpan<byte> next = Octets.Peek(length + MinBlockLength)[length..];
        uint type = ReadUInt32(next, 0);
        uint nextLength = ReadUInt32(next, 4);
        if (type == PcapngBlockType.SectionHeader)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(next[8..]) is 0x1a2b3c4d or 0x4d3c2b1a;
        }
        return PcapngBlockType.IsFamiliar(type)
            && nextLength is >= MinBlockLength and <= OptionsAllowance
            && nextLength % 4 == 0
            && Octets.Require(length + (int)nextLength)
            && ReadUInt32(Octets.Peek(length + (int)nextLength), length + (int)nextLength - BlockTrailerLength) == nextLength;
    }

    /// <summary>Reads the block at the current offset, which is all there. True when it gave a frame.</summary>
    bool ReadBlock(uint type, int length)
    {
        ReadOnlySpan<byte> body = Octets.Peek(length - BlockTrailerLength)[BlockHeaderLength..];
        switch (type)
        {
            case PcapngBlockType.EnhancedPacket:
                return ReadPacket(body, enhanced: true);
            case PcapngBlockType.Packet:
                return ReadPacket(body, enhanced: false);
            case PcapngBlockType.SimplePacket:
                return ReadSimplePacket(body);
            case PcapngBlockType.SectionHeader:
                return Describe(_section.Start(body), needed: true);
            case PcapngBlockType.InterfaceDescription:
                return Describe(_section.AddInterface(body, out string? doubt), needed: true) || Describe(doubt, needed: false);
            case PcapngBlockType.InterfaceStatistics:
                return Describe(_section.AddStatistics(body), needed: false);
            case var numbered when PcapngBlockType.IsNumbered(numbered):
                SetCurrent([], 0, 0, 0, LinkType.None, 0); // has no time: it stands at that of the frame before
                return true;
            default:
                SkippedBlocks++;
                return false;
        }
    }

    bool ReadPacket(ReadOnlySpan<byte> body, bool enhanced)
    {
        if (PcapngPacket.Read(_section, body, enhanced, Limits.FrameOctets, out PcapngPacket packet) is { } damage)
        {
            return Bad(damage);
        }
        if (packet.OptionsAt < body.Length || !enhanced)
        {
            _section.NoteDrops(body, packet.OptionsAt, enhanced);
        }
        long time = packet.From.Clock.ToNanoseconds(((ulong)ReadUInt32(body, 4) << 32) | ReadUInt32(body, 8));
        if (time is >= TimestampScale.GreatestNs or <= -TimestampScale.GreatestNs)
        {
            TellOfTime();
        }
        SetTime(time);
        return SetCurrent(packet);
    }

    /// <summary>Said once: a broken clock is broken for every packet.</summary>
    void TellOfTime()
    {
        if (!_toldOfTime)
        {
            _toldOfTime = true;
            Report(InputProblemKind.Corrupt, Octets.Offset, "packet with a time beyond the years 1823 to 2116; such times are set to the nearest of these");
        }
    }

    /// <summary>A simple packet has no time; it stands at the time of the frame before it.</summary>
    bool ReadSimplePacket(ReadOnlySpan<byte> body)
        => PcapngPacket.ReadSimple(_section, body, Limits.FrameOctets, out PcapngPacket packet) is { } damage ? Bad(damage) : SetCurrent(packet);

    bool SetCurrent(in PcapngPacket packet)
    {
        SetCurrent(
            Octets.Array, Octets.Position + BlockHeaderLength + packet.DataAt, packet.Captured, packet.WireLength, packet.From.LinkType, packet.From.Id);
        return true;
    }

    /// <summary>Hands a block that describes rather than carries packets to the section. Damage in a description that others depend on ends the reading.</summary>
    bool Describe(string? damage, bool needed)
    {
        if (damage is null)
        {
            return false;
        }
        return needed ? Stop(Octets.Offset, damage) : Bad(damage);
    }

    /// <summary>Notes a block that contradicts itself; its outer lengths agree, so reading goes on behind it.</summary>
    bool Bad(string detail)
    {
        Report(InputProblemKind.Corrupt, Octets.Offset, detail);
        _contradictsItself = true;
        return false;
    }

    uint ReadUInt32(ReadOnlySpan<byte> octets, int at) => _section.ReadUInt32(octets, at);
}
