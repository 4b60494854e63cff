using System.Collections.Generic;
using System.IO;
using FinTracer.Benchmarks.Inputs;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Flows;
using FinTracer.Segments;

namespace FinTracer.Benchmarks.Inner;

/// <summary>A tenth of the <c>ab</c> shape in memory, and what each layer makes of it: the input of the next.</summary>
internal sealed class Sample
{
    /// <summary>Connections in it.</summary>
    public const int Connections = 10_000;

    /// <summary>Frames in it: 11.1 a connection.</summary>
    public const int Frames = 111_000;

    /// <summary>Makes it.</summary>
    public Sample()
    {
        var stream = new MemoryStream();
        InputFolder.Write(stream, Shapes.Ab(Connections), snapLength: null);
        Capture = stream.ToArray();
        Segments = Decode();
        ByConnection = Grouped(Segments);
    }

    /// <summary>The capture file.</summary>
    public byte[] Capture { get; }

    /// <summary>Its segments, in order.</summary>
    public Segment[] Segments { get; }

    /// <summary>Its segments by connection.</summary>
    public Segment[][] ByConnection { get; }

    /// <summary>Reads it from its beginning.</summary>
    public CaptureReader Open() =>
        CaptureFormats.Open(new MemoryStream(Capture, writable: false), new CaptureInput("sample")) ?? throw new BenchmarkException("the sample is no capture");

    Segment[] Decode()
    {
        var segments = new List<Segment>(Frames);
        var decoder = new FrameDecoder(new DecodingOptions());
        using CaptureReader reader = Open();
        while (reader.TryRead(out Frame frame))
        {
            if (decoder.Decode(frame, out Segment segment) == DecodeOutcome.Segment)
            {
                segments.Add(segment with { Frame = frame.Id });
            }
        }

        return segments.Count == Frames ? [.. segments] : throw new BenchmarkException($"the sample has {segments.Count} segments, not {Frames}");
    }

    /// <summary>No four-tuple is used twice in a sample of this size.</summary>
    static Segment[][] Grouped(Segment[] segments)
    {
        var byKey = new Dictionary<FlowKey, List<Segment>>();
        foreach (Segment segment in segments)
        {
            FlowKey key = FlowKey.Of(segment);
            if (!byKey.TryGetValue(key, out List<Segment>? list))
            {
                byKey.Add(key, list = []);
            }

            list.Add(segment);
        }

        var grouped = new List<Segment[]>(byKey.Count);
        foreach (List<Segment> list in byKey.Values)
        {
            grouped.Add([.. list]);
        }

        return [.. grouped];
    }
}
