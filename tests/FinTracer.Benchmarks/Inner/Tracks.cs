using System;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Benchmarks.Inner;

/// <summary>Connections that are tracked without an engine.</summary>
internal static class Tracks
{
    /// <summary>A track with the usual options.</summary>
    public static ConnectionTrack New() => new(new TrackingOptions());

    /// <summary>Plays a connection from its first segment to its last.</summary>
    public static void Play(ConnectionTrack track, ReadOnlySpan<Segment> segments)
    {
        track.Begin(segments[0], incarnation: 1);
        foreach (ref readonly Segment segment in segments)
        {
            track.Observe(segment);
        }
    }
}
