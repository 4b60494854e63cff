using System;
using System.Globalization;
using System.IO;
using System.Text;
using FinTracer.Capture;
using FinTracer.Fuzz.Inputs;
using FinTracer.Fuzz.Oracles;

namespace FinTracer.Fuzz.Targets;

/// <summary>A capture reader: it ends, costs little memory, never shows more than the input holds, and does not depend on how the octets arrive.</summary>
sealed class ReaderTarget(string name, CaptureFormat format) : IFuzzTarget
{
    public string Name => name;

    public int Longest => 2048;

    public bool Takes(ReadOnlySpan<byte> input) => input.Length >= 8 && CaptureFormats.Detect(input) == format;

    public void Run(ReadOnlySpan<byte> input)
    {
        if (!Takes(input)) { return; }
        byte[] octets = input.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        string whole = Read(new MemoryStream(octets), octets.Length, ReaderLimits.Default);
        Memory.Check(before, octets.Length);
        int last = octets[^1];
        string pieces = Read(new PieceStream(octets, 1 + (last % 61)), octets.Length, new() { BufferOctets = 64 + last });
        Require.SameText(whole, pieces, "the same octets in pieces are read otherwise");
    }

    static string Read(Stream stream, int length, ReaderLimits limits)
    {
        var input = new CaptureInput("input");
        var text = new StringBuilder();
        using CaptureReader? reader = CaptureFormats.Open(stream, input, limits);
        long octets = 0;
        while (reader is not null && reader.TryRead(out Frame frame))
        {
            octets += frame.Data.Length;
            Require.That(octets <= length, "more octets in frames than in the input");
            Require.That(frame.WireLength >= frame.Data.Length, "a frame shorter on the wire than captured");
            var data = new HashCode();
            data.AddBytes(frame.Data);
            text.Append(CultureInfo.InvariantCulture, $"{frame.Id} {frame.TimestampNs} {frame.LinkType} {frame.InterfaceId} {frame.WireLength} {frame.Data.Length} {data.ToHashCode()}\n");
        }
        Require.That(input.OctetsRead <= length, "more octets read than there are");
        foreach (InputProblem problem in input.Problems) { text.Append(CultureInfo.InvariantCulture, $"{problem}\n"); }
        foreach (CaptureInterface each in input.Interfaces) { text.Append(CultureInfo.InvariantCulture, $"{each}\n"); }
        return text.Append(CultureInfo.InvariantCulture, $"{input.Frames} {input.OctetsRead} {input.DroppedBySystem} {input.TimestampDigits} {input.FirstTimestampNs} {input.LastTimestampNs}").ToString();
    }
}
