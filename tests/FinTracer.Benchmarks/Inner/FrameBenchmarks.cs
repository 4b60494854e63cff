using System;
using BenchmarkDotNet.Attributes;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Flows;
using FinTracer.Segments;

namespace FinTracer.Benchmarks.Inner;

/// <summary>Steps that every frame goes through; times are per frame.</summary>
public class FrameBenchmarks
{
    readonly Sample _sample = new();
    readonly FlowTable<object> _flows = new(seed: 1);

    /// <summary>Enters all flows.</summary>
    [GlobalSetup]
    public void EnterFlows()
    {
        foreach (Segment[] connection in _sample.ByConnection)
        {
            _flows.Add(FlowKey.Of(connection[0]), _flows.HashOf(connection[0]), connection);
        }
    }

    /// <summary>Records of a pcap file, from memory.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    public long Read()
    {
        long octets = 0;
        using CaptureReader reader = _sample.Open();
        while (reader.TryRead(out Frame frame))
        {
            octets += frame.WireLength;
        }

        return octets;
    }

    /// <summary>The same, with decoding and checksums.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    public long ReadAndDecode()
    {
        long segments = 0;
        var decoder = new FrameDecoder(new DecodingOptions());
        using CaptureReader reader = _sample.Open();
        while (reader.TryRead(out Frame frame))
        {
            segments += decoder.Decode(frame, out _) == DecodeOutcome.Segment ? 1 : 0;
        }

        return segments;
    }

    /// <summary>The flow of each segment, in capture order, among 10,000.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    public long LookUp()
    {
        long found = 0;
        foreach (ref readonly Segment segment in _sample.Segments.AsSpan())
        {
            found += _flows.Find(segment, _flows.HashOf(segment)) is null ? 0 : 1;
        }

        return found;
    }

    /// <summary>Tracking alone: one connection after the other, on one track.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    public int Track()
    {
        int over = 0;
        var track = Tracks.New();
        foreach (Segment[] connection in _sample.ByConnection)
        {
            Tracks.Play(track, connection);
            over += track.Over ? 1 : 0;
            track.Reset();
        }

        return over;
    }

    /// <summary>Flows, tracking and verdicts together, in capture order.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    public long Engine()
    {
        long reports = 0;
        var engine = new ConnectionEngine(new TraceOptions { HashSeed = 1 }, _ => reports++);
        foreach (ref readonly Segment segment in _sample.Segments.AsSpan())
        {
            engine.Observe(segment);
        }

        engine.Complete(_sample.Segments[^1].TimestampNs);
        return reports;
    }

    /// <summary>The whole way from octets to reports.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Frames)]
    [Arguments(1)]
    [Arguments(2)]
    public long Whole(int threads)
    {
        long reports = 0;
        using CaptureReader reader = _sample.Open();
        new TracePipeline(new TraceOptions { HashSeed = 1, Threads = threads }).Run(reader, _ => reports++);
        return reports;
    }
}
