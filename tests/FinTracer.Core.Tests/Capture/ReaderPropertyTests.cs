using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class ReaderPropertyTests
{
    static readonly string[] Magics = ["d4c3b2a1", "a1b2c3d4", "34cdb2a1", "ac01001c", "0a0d0d0a", "736e6f6f70000000", "00"];

    static readonly Gen<(uint Seconds, byte[] Data)> Record = Gen.Select(Gen.UInt[1, 1000], Gen.Byte.Array[0, 300]);

    static readonly Gen<byte[]> Pcap = Gen.Select(Record.List[0, 20], Gen.Bool, Gen.OneOf(Gen.Const(0xa1b2c3d4), Gen.Const(0xa1b23c4d), Gen.Const(0xa1b2cd34))).Select((records, bigEndian, magic) =>
    {
        var builder = new PcapBuilder(magic, bigEndian);
        records.ForEach(r => builder.Record(r.Seconds, 1, r.Data, wire: r.Seconds % 5 == 0 ? 1 : null));
        return builder.ToArray();
    });

    static readonly Gen<byte[]> Pcapng = Gen.Select(Record.List[0, 20], Gen.Bool).Select((records, bigEndian) =>
    {
        PcapngBuilder builder = new PcapngBuilder().Section(bigEndian).Interface(name: "if").Interface(linkType: 101, resolution: 9);
        foreach ((uint seconds, byte[] data) in records)
        {
            _ = (seconds % 5) switch
            {
                0 => builder.Obsolete(0, 3, seconds, data),
                1 => builder.Simple(data),
                2 => builder.Block(99, new byte[data.Length / 4 * 4]),
                _ => builder.Enhanced(seconds % 2, seconds, data),
            };
        }
        return builder.ToArray();
    });

    static readonly Gen<byte[]> Capture = Gen.OneOf(Pcap, Pcapng);

    [Fact]
    public void However_the_stream_is_chunked_the_frames_are_the_same() =>
        Gen.Select(Capture, Gen.Int[1, 50].Array[1, 8], Gen.Int[64, 512]).Sample((file, sizes, buffer) =>
        {
            Reading whole = Reading.Of(file);
            Reading pieces = Reading.Of(new ChunkedStream(file, sizes), new() { BufferOctets = buffer });
            return whole.Frames.SequenceEqual(pieces.Frames) && whole.Problems.SequenceEqual(pieces.Problems)
                && pieces.Input.OctetsRead == whole.Input.OctetsRead;
        }, iter: 2000);

    [Fact]
    public void Damaged_captures_never_throw_loop_or_claim_memory_and_the_part_before_the_damage_is_intact() =>
        Gen.Select(Capture, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).List[1, 6]).Sample((file, damage) =>
        {
            var damaged = (byte[])file.Clone();
            int first = file.Length;
            foreach ((int at, byte value) in damage)
            {
                damaged[at % file.Length] = value;
                first = Math.Min(first, at % file.Length);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Reading reading = Reading.Of(damaged);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            // Frames that lie before the first damaged octet: those that the undamaged file would give if it were cut there.
            List<ExpectedFrame> intact = Reading.Of(file[..first]).Frames;
            return allocated < 4_000_000 && reading.Frames.Take(intact.Count).SequenceEqual(intact);
        }, iter: 3000);

    [Fact]
    public void Any_octets_behind_any_magic_are_read_to_an_end() =>
        Gen.Select(Gen.OneOf([.. Magics.Select(Gen.Const)]), Gen.Byte.Array[0, 2000]).Sample((magic, rest) =>
        {
            byte[] file = [.. Convert.FromHexString(magic), .. rest];
            Reading reading = Reading.Of(file, new() { BufferOctets = 64 });
            return reading.Frames.Count <= file.Length && reading.Input.OctetsRead <= file.Length;
        }, iter: 3000);

    [Fact]
    public void What_was_read_before_damage_does_not_depend_on_how_the_octets_came() =>
        Gen.Select(Capture, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).List[1, 6], Gen.Int[1, 50].Array[1, 8], Gen.Int[64, 512]).Sample((file, damage, sizes, buffer) =>
        {
            var damaged = (byte[])file.Clone();
            damage.ForEach(change => damaged[change.Item1 % file.Length] = change.Item2);
            Reading whole = Reading.Of(damaged);
            Reading pieces = Reading.Of(new ChunkedStream(damaged, sizes), new() { BufferOctets = buffer });
            return whole.Frames.SequenceEqual(pieces.Frames) && whole.Problems.SequenceEqual(pieces.Problems)
                && pieces.Input.OctetsRead == whole.Input.OctetsRead;
        }, iter: 5000);

    [Fact]
    public void Cutting_a_pcapng_anywhere_is_told() =>
        Gen.Select(Pcapng, Gen.Int[0, 10_000]).Sample((file, at) =>
        {
            Reading reading = Reading.Of(file[..(at % file.Length)]);
            return reading.Problems.Count <= 1 && reading.Frames.SequenceEqual(Reading.Of(file).Frames.Take(reading.Frames.Count));
        }, iter: 1000);

    [Fact]
    public void Unknown_inputs_are_named_with_their_first_octets()
    {
        Reading text = Reading.Of("hello, world"u8.ToArray());
        Reading nothing = Reading.Of([]);
        Reading failing = Reading.Of(new ChunkedStream([], [1], new IOException("no")));

        Assert.Equal([new(InputProblemKind.NotACapture, 0, "starts with 68656c6c6f2c2077, which is no capture format")], text.Problems);
        Assert.Equal([new(InputProblemKind.Empty, 0, "no octets")], nothing.Problems);
        Assert.Equal([new(InputProblemKind.Unreadable, 0, "no")], failing.Problems);
    }

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReaderLimits { BufferOctets = 63 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReaderLimits { FrameOctets = int.MaxValue });
    }
}
