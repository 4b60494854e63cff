using System;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Fuzz.Inputs;
using FinTracer.Fuzz.Oracles;
using FinTracer.Segments;
using FinTracer.Sources;

namespace FinTracer.Fuzz.Targets;

/// <summary>The decoder, over several frames so that fragments meet: one outcome a frame, the same one again, bounded memory.</summary>
sealed class FrameTarget : IFuzzTarget
{
    static readonly DecodingOptions Options = new() { MaxFragmentedDatagrams = 4 };

    public string Name => "frame";

    public int Longest => 2048;

    public void Run(ReadOnlySpan<byte> input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ulong first = Decode(input);
        Memory.Check(before, input.Length);
        Require.Equal(first, Decode(input), "the same frames decoded again");
    }

    static ulong Decode(ReadOnlySpan<byte> input)
    {
        var decoder = new FrameDecoder(Options, new PacketDotNetLinkDecoder());
        using var frames = new PackedFrames(input);
        ulong hash = 0;
        while (frames.TryRead(out Frame frame))
        {
            DecodeOutcome outcome = decoder.Decode(frame, out Segment segment);
            Require.That(outcome is >= DecodeOutcome.Segment and <= DecodeOutcome.TooDeep, "an outcome that is none");
            Require.That(decoder.OpenDatagrams <= 4, "more datagrams open than allowed");
            if (outcome == DecodeOutcome.Segment) { CheckSegment(segment, frame); }
            if (PlainFrame.TryRead(frame, Options.VerifyChecksums, out Segment plain))
            {
                Require.That(decoder.Walk(frame, out Segment walked) == DecodeOutcome.Segment && walked == plain, "a plain frame that the layers' readers read otherwise");
            }
            hash = (hash * 0x100_0000_01B3) ^ (uint)HashCode.Combine(outcome, outcome == DecodeOutcome.Segment ? segment.GetHashCode() : 0);
        }
        return hash;
    }

    static void CheckSegment(in Segment segment, in Frame frame)
    {
        Require.That(segment.PayloadLength >= 0, "a negative payload length");
        Require.That(segment.PayloadLength <= 65_535 || segment.Has(SegmentTraits.Offloaded) || frame.WireLength > 65_535, "a payload longer than IP can carry");
        Require.That(segment.WindowScale <= 14, "a window scale above 14");
        Require.That(segment.Frame == frame.Id && segment.TimestampNs == frame.TimestampNs, "a segment of another frame");
    }
}
