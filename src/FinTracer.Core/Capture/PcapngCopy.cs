using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace FinTracer.Capture;

/// <summary>
/// Copies a pcapng capture block by block, whatever a block is (names, secrets, statistics, another program's own), and adds comments to frames. What a block
/// holds stays as it is, in its section's byte order; only the length that a section may state is taken back, because comments change it.
/// </summary>
public sealed class PcapngCopy(Stream stream, Func<long, IReadOnlyList<string>> commentsOf) : IPcapngBlocks
{
    const ushort CommentOption = 1;
    const int MaxOptionOctets = 65_535;
    const int HeaderOctets = 8;
    const int TrailerOctets = 4;
    const int CapturedLengthAt = 20;
    const int PacketDataAt = 28;
    const int SectionLengthAt = 16;
    const int SectionLengthOctets = 8;

    readonly byte[] _number = new byte[4];

    /// <summary>Frames whose comments could not be added: simple packet blocks have no options.</summary>
    public long WithoutRoom { get; private set; }

    /// <inheritdoc/>
    public void Take(in PcapngBlock block)
    {
        IReadOnlyList<string> comments = block.Frame > 0 ? commentsOf(block.Frame) : [];
        if (comments.Count > 0 && block.Type is PcapngBlockType.EnhancedPacket or PcapngBlockType.Packet)
        {
            WithComments(block, comments);
            return;
        }
        if (comments.Count > 0) { WithoutRoom++; }
        if (block.Type == PcapngBlockType.SectionHeader)
        {
            stream.Write(block.Octets[..SectionLengthAt]);
            stream.Write([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]); // not stated
            stream.Write(block.Octets[(SectionLengthAt + SectionLengthOctets)..^TrailerOctets]);
        }
        else
        {
            stream.Write(block.Octets[..^TrailerOctets]);
        }
        Write32((uint)block.Octets.Length, block.BigEndian); // a block whose two lengths disagree got here by its first one
    }

    /// <summary>The comments stand before the options that are there, so that damage in those cannot hide them.</summary>
    void WithComments(in PcapngBlock block, IReadOnlyList<string> comments)
    {
        ReadOnlySpan<byte> captured = block.Octets[CapturedLengthAt..];
        uint dataOctets = block.BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(captured) : BinaryPrimitives.ReadUInt32LittleEndian(captured);
        int optionsAt = Math.Min(PacketDataAt + Padded((int)dataOctets), block.Octets.Length - TrailerOctets);
        ReadOnlySpan<byte> options = block.Octets[optionsAt..^TrailerOctets];
        byte[][] texts = new byte[comments.Count][];
        int added = options.IsEmpty ? 4 : 0;
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetBytes(comments[i]);
            if (texts[i].Length > MaxOptionOctets) { Array.Resize(ref texts[i], MaxOptionOctets); }
            added += 4 + Padded(texts[i].Length);
        }
        uint length = (uint)(block.Octets.Length + added);
        stream.Write(block.Octets[..(HeaderOctets - 4)]);
        Write32(length, block.BigEndian);
        stream.Write(block.Octets[HeaderOctets..optionsAt]);
        foreach (byte[] text in texts) { WriteComment(text, block.BigEndian); }
        stream.Write(options);
        if (options.IsEmpty) { Write32(0, block.BigEndian); } // end of options
        Write32(length, block.BigEndian);
    }

    void WriteComment(byte[] text, bool bigEndian)
    {
        Write32(bigEndian ? ((uint)CommentOption << 16) | (uint)text.Length : ((uint)text.Length << 16) | CommentOption, bigEndian);
        stream.Write(text);
        stream.Write([0, 0, 0, 0], 0, Padded(text.Length) - text.Length);
    }

    static int Padded(int octets) => (octets + 3) & ~3;

    void Write32(uint value, bool bigEndian)
    {
        if (bigEndian) { BinaryPrimitives.WriteUInt32BigEndian(_number, value); }
        else { BinaryPrimitives.WriteUInt32LittleEndian(_number, value); }
        stream.Write(_number);
    }
}
