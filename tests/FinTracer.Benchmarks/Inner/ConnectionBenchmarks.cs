using System.Linq;
using BenchmarkDotNet.Attributes;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Benchmarks.Inner;

/// <summary>What happens once for a connection; times are per connection.</summary>
public class ConnectionBenchmarks
{
    ConnectionTrack[] _tracks = [];
    ConnectionReport _place;

    /// <summary>Plays every connection to its end.</summary>
    [GlobalSetup]
    public void PlayAll() => _tracks = [.. new Sample().ByConnection.Select(Played)];

    /// <summary>The report of a connection.</summary>
    [Benchmark(OperationsPerInvoke = Sample.Connections)]
    public int Verdict()
    {
        int resets = 0;
        foreach (ConnectionTrack track in _tracks)
        {
            ConnectionVerdict.Write(track, track.LastTimeNs, evicted: false, ref _place);
            resets += _place.Resets.Count;
        }

        return resets;
    }

    static ConnectionTrack Played(Segment[] segments)
    {
        ConnectionTrack track = Tracks.New();
        Tracks.Play(track, segments);
        return track;
    }
}
