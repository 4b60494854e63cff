using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// Numbers for one <see cref="FlowShard"/>, which does not see the connections of the others: a connection that begins within a step gets a place in
/// the step's list, as a negative number, and its true one when the step is over and the lists of all shards can be merged.
/// </summary>
sealed class DeferredNumbers : ConnectionNumbers
{
    readonly List<Opened> _opened = [];
    int _numbered;

    /// <summary>First frame of the next connection without a number; none when all have one.</summary>
    public FrameId NextFirstFrame => _numbered < _opened.Count ? _opened[_numbered].FirstFrame : default;

    /// <inheritdoc/>
    public override long Take(ConnectionTrack track)
    {
        _opened.Add(new Opened { Track = track, FirstFrame = track.FirstFrame, Report = -1 });
        return -_opened.Count;
    }

    /// <inheritdoc/>
    public override void Forget(ConnectionTrack track)
    {
        if (track.Id < 0)
        {
            At(track.Id).Track = null;
        }
    }

    /// <summary>A connection without a number was reported within its first step, as entry <paramref name="report"/> of the shard's list.</summary>
    public void Reported(long id, int report) => At(id).Report = report;

    /// <summary>Gives the connection of <see cref="NextFirstFrame"/> its number.</summary>
    public void Number(long id, ReportList reports)
    {
        ref Opened opened = ref CollectionsMarshal.AsSpan(_opened)[_numbered++];
        if (opened.Track is not null)
        {
            opened.Track.Id = id;
        }

        if (opened.Report >= 0)
        {
            reports.Reports[opened.Report].Fields.Id = id;
        }
    }

    /// <summary>All have their numbers; the next step begins a new list.</summary>
    public void Clear()
    {
        _opened.Clear();
        _numbered = 0;
    }

    ref Opened At(long id) => ref CollectionsMarshal.AsSpan(_opened)[(int)(-id - 1)];

    struct Opened
    {
        public ConnectionTrack? Track;
        public FrameId FirstFrame;
        public int Report;
    }
}
