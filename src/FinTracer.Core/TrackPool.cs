using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Tracks that serve one connection after the other, numbered by first frame.</summary>
sealed class TrackPool(TrackingOptions options, ConnectionNumbers numbers)
{
    const int MaxSpare = 8192; // a live capture puts away what has closed for a tenth of a second at once

    readonly Stack<ConnectionTrack> _spare = new();

    /// <summary>What its tracks are made with.</summary>
    public TrackingOptions Options => options;

    /// <summary>A track for the first life of a four-tuple.</summary>
    public ConnectionTrack Begin(in Segment segment) => Begin(segment, incarnation: 1);

    /// <summary>A track for the life that follows <paramref name="old"/>, with what must be remembered of that.</summary>
    public ConnectionTrack Follow(ConnectionTrack old, in Segment segment)
    {
        ConnectionTrack track = Begin(segment, old.Incarnation + 1);
        track.Predecessor = Predecessors.Of(old, segment, options.TimeWait.LatestNs);
        return track;
    }

    /// <summary>Takes a track back; the caller must not touch it any more.</summary>
    public void Return(ConnectionTrack track)
    {
        numbers.Forget(track);
        track.Reset();
        if (_spare.Count < MaxSpare)
        {
            _spare.Push(track);
        }
    }

    /// <summary>A track of no connection.</summary>
    public ConnectionTrack Blank() => _spare.TryPop(out ConnectionTrack? spare) ? spare : new ConnectionTrack(options);

    ConnectionTrack Begin(in Segment segment, int incarnation)
    {
        ConnectionTrack track = Blank();
        track.Begin(segment, incarnation);
        track.Id = numbers.Take(track);
        return track;
    }
}
