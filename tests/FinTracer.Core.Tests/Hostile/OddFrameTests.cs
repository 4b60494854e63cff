using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Tests.Properties;
using FinTracer.Tests.TestKit.Wire;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>
/// Real closes whose frames carry what no stack sends: options nobody knows, and lengths that lie. Options change no verdict; a frame that lies counts under a reason
/// or as the segment that it still is, and the other connections of the capture are told as if it had never been.
/// </summary>
public sealed class OddFrameTests
{
    const int Ip = 14;
    const int Tcp = Ip + 20;

    static readonly (string Story, MemoryFrame[] Frames)[] s_stories =
        [.. Recordings.Files().Select(path => (Path.GetFileName(Path.GetDirectoryName(path)!), Frames(path))).Where(story => story.Item2.Length is > 0 and < 200 && story.Item2.All(IsPlain))];

    static readonly Gen<(string Story, MemoryFrame[] Frames)> s_any = Gen.Int[0, s_stories.Length - 1].Select(i => s_stories[i]);

    /// <summary>Kind, length and octets of an option that means nothing (RFC 4727 experiments, and kinds never given out), or padding.</summary>
    static readonly Gen<byte[]> s_option = Gen.OneOf(
        Gen.Int[1, 4].Select(count => Enumerable.Repeat((byte)1, count).ToArray()),
        Gen.Select(Gen.OneOf(Gen.Byte[35, 68], Gen.Byte[70, 252], Gen.Const((byte)253), Gen.Const((byte)254)), Gen.Byte.Array[0, 8]).Select((kind, value) => (byte[])[kind, (byte)(value.Length + 2), .. value]));

    [Fact]
    public void Options_that_nobody_knows_change_no_report()
        => Gen.Select(s_any, s_option.Array[1, 6].Array[1, 8], Gen.Bool).Sample((story, options, before) =>
        {
            MemoryFrame[] odd = [.. story.Frames.Select((frame, i) => WithOptions(frame, options[i % options.Length], before))];
            Assert.Equal(Told(story.Frames), Told(odd));
        }, iter: 300);

    /// <summary>The fields that can lie: header length and total length of IPv4, the fragment's place, the protocol, and TCP's data offset.</summary>
    [Fact]
    public void A_length_that_lies_harms_no_other_connection()
    {
        var outcomes = new HashSet<DecodeOutcome>();
        var lie = Gen.Select(Gen.OneOf(Gen.Const(Ip), Gen.Const(Ip + 2), Gen.Const(Ip + 3), Gen.Const(Ip + 6), Gen.Const(Ip + 9), Gen.Const(Tcp + 12)), Gen.Byte);
        Gen.Select(s_any, s_any, Gen.UInt, lie).Sample((story, other, which, lie) =>
        {
            if (TuplesOf(story.Frames).Overlaps(TuplesOf(other.Frames))) { return; } // two lives of one four-tuple are no two connections that do not know each other
            int liar = (int)(which % (uint)story.Frames.Length);
            MemoryFrame[] lying = [.. story.Frames.Select((frame, i) => i == liar ? With(frame, lie.Item1, lie.Item2) : frame)];
            outcomes.Add(new FrameDecoder(new()).Decode(new Frame { Id = new(0, 1), LinkType = LinkType.Ethernet, WireLength = lying[liar].WireLength, Data = lying[liar].Data }, out _));
            MemoryFrame[] mixed = [.. lying.Concat(other.Frames).OrderBy(frame => frame.TimestampNs)];
            string[] told = Told(mixed);
            Assert.Equal(Told(other.Frames).Order(), told.Intersect(Told(other.Frames)).Order());
        }, iter: 1_000);
        Assert.True(outcomes.Count >= 4, string.Join(' ', outcomes));
    }

    /// <summary>A frame that is no segment any more is one that the capture lacks.</summary>
    [Fact]
    public void A_frame_whose_lie_leaves_no_segment_is_as_good_as_missing()
        => Gen.Select(s_any, Gen.UInt, Gen.OneOf(Gen.Const(0x41), Gen.Const(0x65), Gen.Const(0x05))).Sample((story, which, version) =>
        {
            int liar = (int)(which % (uint)story.Frames.Length);
            MemoryFrame[] lying = [.. story.Frames.Select((frame, i) => i == liar ? With(frame, Ip, (byte)version) : frame)];
            MemoryFrame[] without = [.. story.Frames.Where((_, i) => i != liar)];
            Assert.Equal(Told(without), Told(lying));
        }, iter: 300);

    /// <summary>The reports in the order in which connections begin, without frame numbers.</summary>
    static string[] Told(MemoryFrame[] frames)
    {
        List<ConnectionReport> reports = [];
        using var source = new MemoryFrameSource(LinkType.Ethernet, frames);
        TraceResult result = new TracePipeline(new TraceOptions { CaptureEndNs = End }).Run(source, reports.Add);
        Assert.Equal(frames.Length, Enum.GetValues<DecodeOutcome>().Sum(outcome => result[outcome]));
        return [.. reports.OrderBy(r => r.FirstFrame).Select(r => Fingerprint.Of(r, frames: false))];
    }

    /// <summary>All captures are taken to end together, so that what is still open is not told by how long the other one lasted.</summary>
    static readonly long End = s_stories.Max(story => story.Frames.Max(frame => frame.TimestampNs)) + 600_000_000_000;

    /// <summary>The four-tuples of plain frames, whichever way they go.</summary>
    static HashSet<(string One, string Other)> TuplesOf(MemoryFrame[] frames) =>
    [
        .. frames.Select(frame => (Source: Endpoint(frame, Ip + 12, Tcp), Destination: Endpoint(frame, Ip + 16, Tcp + 2)))
            .Select(ends => string.CompareOrdinal(ends.Source, ends.Destination) < 0 ? (ends.Source, ends.Destination) : (ends.Destination, ends.Source)),
    ];

    static string Endpoint(MemoryFrame frame, int address, int port) => Convert.ToHexString(frame.Data, address, 4) + Convert.ToHexString(frame.Data, port, 2);

    static MemoryFrame With(MemoryFrame frame, int place, byte value)
    {
        byte[] octets = [.. frame.Data];
        octets[place] = value;
        return frame with { Data = octets };
    }

    /// <summary>Puts options before or behind the ones that are there, as many as there is room for, and pads with end-of-list.</summary>
    static MemoryFrame WithOptions(MemoryFrame frame, byte[][] options, bool before)
    {
        byte[] octets = frame.Data;
        int header = (octets[Tcp + 12] >> 4) * 4;
        int total = BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(Ip + 2));
        byte[] there = octets[(Tcp + 20)..(Tcp + header)];
        List<byte> added = [];
        foreach (byte[] option in options.Where(option => there.Length + added.Count + option.Length <= 40)) { added.AddRange(option); }
        List<byte> all = before ? [.. added, .. there] : [.. there, .. added];
        while (all.Count % 4 != 0) { all.Add(0); }
        int grown = all.Count - there.Length;
        byte[] odd = [.. octets[..(Tcp + 20)], .. all, .. octets[(Tcp + header)..]];
        odd[Tcp + 12] = (byte)(((20 + all.Count) / 4 << 4) | (odd[Tcp + 12] & 0x0F));
        BinaryPrimitives.WriteUInt16BigEndian(odd.AsSpan(Ip + 2), (ushort)(total + grown));
        return new MemoryFrame(frame.TimestampNs, frame.WireLength + (uint)grown, odd);
    }

    /// <summary>TCP in IPv4 without options, whole.</summary>
    static bool IsPlain(MemoryFrame frame) => frame.Data.Length >= Tcp + 20 && (frame.Data[12], frame.Data[13], frame.Data[Ip], frame.Data[Ip + 9]) == (8, 0, 0x45, 6);

    static MemoryFrame[] Frames(string path)
    {
        List<MemoryFrame> frames = [];
        using CaptureReader reader = CaptureFormats.Open(File.OpenRead(path), new CaptureInput(path))!;
        while (reader.TryRead(out Frame frame)) { frames.Add(new MemoryFrame(frame.TimestampNs, frame.WireLength, frame.Data.ToArray())); }
        return [.. frames];
    }
}
