using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Decoding.Transport;

/// <summary>
/// Reads the TCP option list (RFC 9293 §3.2). Each turn of the loop takes at least one octet off the list: an option whose
/// length is 0 or 1, or runs past the header, ends the reading instead of turning for ever.
/// </summary>
internal static class TcpOptionReader
{
    const byte EndOfList = 0;
    const byte NoOperation = 1;
    const byte MaximumSegmentSize = 2;
    const byte WindowScale = 3;
    const byte SackPermitted = 4;
    const byte Sack = 5;
    const byte Timestamps = 8;
    const byte Mptcp = 30;
    const byte MaxWindowShift = 14; // RFC 7323 §2.3: greater counts are used as 14

    const int PaddedTimestampsLength = 12;
    const uint PaddedTimestamps = 0x0101_080A; // two no-operations, kind 8, length 10: how nearly every stack sends them (RFC 7323 appendix A)

    // What Linux puts into a SYN, in its order (tcp_options_write): maximum segment size, SACK permitted, time stamps, a no-operation and the window scale.
    const int LinuxSynLength = 20;
    const uint LinuxSynFront = 0x0204;
    const uint LinuxSynMiddle = 0x0402_080A;
    const uint LinuxSynEnd = 0x01_0303;

    /// <summary>Reads the captured part of a list of which <paramref name="missing"/> more octets were on the wire.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Read(ReadOnlySpan<byte> list, int missing, out TcpOptions options)
    {
        options = default;
        if (list.Length == PaddedTimestampsLength && missing == 0 && BinaryPrimitives.ReadUInt32BigEndian(list) == PaddedTimestamps)
        {
            options.TsVal = BinaryPrimitives.ReadUInt32BigEndian(list[4..]);
            options.TsEcr = BinaryPrimitives.ReadUInt32BigEndian(list[8..]);
            options.Traits = SegmentTraits.HasTimestamps | SegmentTraits.HasOptions;
        }
        else if (list.Length == LinuxSynLength && missing == 0 && IsLinuxSyn(list))
        {
            options.Mss = BinaryPrimitives.ReadUInt16BigEndian(list[2..]);
            options.TsVal = BinaryPrimitives.ReadUInt32BigEndian(list[8..]);
            options.TsEcr = BinaryPrimitives.ReadUInt32BigEndian(list[12..]);
            options.WindowScale = Math.Min(list[LinuxSynLength - 1], MaxWindowShift);
            options.Traits = SegmentTraits.SackPermitted | SegmentTraits.HasTimestamps | SegmentTraits.HasWindowScale | SegmentTraits.HasOptions;
        }
        else if (list.Length + missing > 0)
        {
            ReadList(list, missing, ref options);
        }
    }

    static bool IsLinuxSyn(ReadOnlySpan<byte> list) => BinaryPrimitives.ReadUInt16BigEndian(list) == LinuxSynFront
        && BinaryPrimitives.ReadUInt32BigEndian(list[4..]) == LinuxSynMiddle && BinaryPrimitives.ReadUInt32BigEndian(list[16..]) >> 8 == LinuxSynEnd;

    static void ReadList(ReadOnlySpan<byte> list, int missing, ref TcpOptions options)
    {
        while (list is [var kind and not EndOfList, ..])
        {
            if (kind == NoOperation)
            {
                list = list[1..];
                continue;
            }
            options.Traits |= SegmentTraits.HasOptions;
            if (list.Length < 2 || list[1] < 2 || list[1] > list.Length)
            {
                bool couldGoOnBehindTheCut = missing > 0 && (list.Length < 2 || (list[1] >= 2 && list[1] <= list.Length + missing));
                options.Traits |= couldGoOnBehindTheCut ? SegmentTraits.None : SegmentTraits.BadOptions;
                return;
            }
            if (!TryTake(kind, list[2..list[1]], ref options))
            {
                options.Traits |= SegmentTraits.BadOptions;
            }
            list = list[list[1]..];
        }
        if (list.IsEmpty && missing > 0)
        {
            options.Traits |= SegmentTraits.HasOptions; // nobody fills a header with padding alone
        }
    }

    /// <summary>Takes one option's value; false when its length is not that of its kind. Unknown kinds are passed over (RFC 9293 §3.1).</summary>
    static bool TryTake(byte kind, ReadOnlySpan<byte> value, ref TcpOptions options)
    {
        switch (kind)
        {
            case MaximumSegmentSize when value.Length == 2:
                options.Mss = BinaryPrimitives.ReadUInt16BigEndian(value);
                return true;
            case WindowScale when value.Length == 1:
                options.WindowScale = Math.Min(value[0], MaxWindowShift);
                options.Traits |= SegmentTraits.HasWindowScale;
                return true;
            case SackPermitted when value.Length == 0:
                options.Traits |= SegmentTraits.SackPermitted;
                return true;
            case Sack when value.Length >= 8 && value.Length % 8 == 0:
                options.SackRightEdge = BinaryPrimitives.ReadUInt32BigEndian(value[4..]);
                options.Traits |= SegmentTraits.HasSack;
                return true;
            case Timestamps when value.Length == 8:
                options.TsVal = BinaryPrimitives.ReadUInt32BigEndian(value);
                options.TsEcr = BinaryPrimitives.ReadUInt32BigEndian(value[4..]);
                options.Traits |= SegmentTraits.HasTimestamps;
                return true;
            case Mptcp when value.Length >= 1:
                options.Traits |= SegmentTraits.HasMptcp;
                return true;
            default:
                return kind is not (MaximumSegmentSize or WindowScale or SackPermitted or Sack or Timestamps or Mptcp);
        }
    }
}
