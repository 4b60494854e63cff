using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;

namespace FinTracer.Fuzz.Inputs;

/// <summary>
/// Several frames in one input, packed so that damage hits frames rather than file headers. Octet 0 chooses the link type; then each frame has three octets
/// before it: its captured length (12 bits, low octet first), above it 4 bits for what the wire length has more (0: nothing, 15: all that is possible), and
/// a signed octet for the time since the frame before: ±2^(half of it) ns.
/// </summary>
sealed class PackedFrames : IFrameSource
{
    const int HeaderLength = 3;

    // Readers deliver no time beyond it, of either sign.
    const long GreatestTimeNs = (1L << 62) - 1;

    static readonly LinkType[] Links = [.. Array.ConvertAll(
        [1, 101, 113, 276, 0, 108, 9, 50, 51, 104, 105, 127, 192, 12, 14, 228, 229, 129, 219, 239, 242, 122, 10, 65_535],
        static value => (LinkType)value)];

    readonly byte[] _octets;
    readonly LinkType _link;
    readonly CaptureInput _input = new("packed") { Format = "packed", TimestampDigits = 9 };
    int _at;
    long _timeNs = 1_700_000_000_000_000_000;

    public PackedFrames(ReadOnlySpan<byte> octets)
    {
        _octets = octets.ToArray();
        _link = octets.IsEmpty ? LinkType.Ethernet : Links[octets[0] % Links.Length];
        _at = 1;
        Inputs = [_input];
        _input.Interfaces.Add(new(0, _link, 0, null));
    }

    public IReadOnlyList<CaptureInput> Inputs { get; }

    /// <summary>Packs frames of one link type; null when it is none of those that can be packed.</summary>
    public static byte[]? Pack(LinkType link, IEnumerable<(long TimeNs, byte[] Data)> frames)
    {
        int index = Array.IndexOf(Links, link);
        if (index < 0) { return null; }
        using var packed = new MemoryStream();
        packed.WriteByte((byte)index);
        long before = 0;
        foreach ((long timeNs, byte[] data) in frames)
        {
            int length = Math.Min(data.Length, 0xfff);
            long ago = before == 0 ? 0 : timeNs - before;
            before = timeNs;
            packed.Write([(byte)length, (byte)(length >> 8), (byte)(sbyte)(Math.Sign(ago) * (int)Math.Round(2 * Math.Log2(Math.Max(1, Math.Abs((double)ago)))))]);
            packed.Write(data, 0, length);
        }
        return packed.ToArray();
    }

    public bool TryRead(out Frame frame)
    {
        if (_at + HeaderLength > _octets.Length)
        {
            frame = default;
            return false;
        }
        int sizes = BinaryPrimitives.ReadUInt16LittleEndian(_octets.AsSpan(_at));
        int length = Math.Min(sizes & 0xfff, _octets.Length - _at - HeaderLength);
        int more = sizes >> 12;
        sbyte time = (sbyte)_octets[_at + 2];
        _timeNs = Moved(_timeNs, time);
        _input.Frames++;
        _input.FirstTimestampNs ??= _timeNs;
        _input.LastTimestampNs = Math.Max(_input.LastTimestampNs ?? _timeNs, _timeNs);
        frame = new Frame
        {
            Id = new(0, _input.Frames),
            TimestampNs = _timeNs,
            LinkType = _link,
            WireLength = more == 15 ? uint.MaxValue : (uint)length + (more == 0 ? 0 : 1u << (2 * more)),
            Data = _octets.AsSpan(_at + HeaderLength, length),
        };
        _at += HeaderLength + length;
        return true;
    }

    /// <summary>A time moved by ±2^(|step|/2) ns, kept within what readers deliver.</summary>
    public static long Moved(long timeNs, sbyte step)
    {
        double by = step == 0 ? 0 : Math.Sign(step) * Math.Pow(2, Math.Abs((int)step) / 2.0);
        return (long)Int128.Clamp(timeNs + (Int128)by, -GreatestTimeNs, GreatestTimeNs);
    }

    public void Dispose()
    {
    }
}
