using FinTracer.Tracking;

namespace FinTracer;

/// <summary>The RSTs and late segments of a connection that was put away: they keep their own objects, since few connections have any.</summary>
sealed class TrackLogs
{
    readonly ResetLog _resets;
    readonly LateLog _late;

    /// <summary>Takes the logs of a track, which begins new ones.</summary>
    public TrackLogs(ConnectionTrack track)
    {
        (_resets, _late) = (track.Resets, track.Late);
        track.RenewLogs();
    }

    /// <summary>Gives them to a track that has none.</summary>
    public void GiveTo(ConnectionTrack track) => (track.Resets, track.Late) = (_resets, _late);
}
