using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// Brings a connection that is at hand into the cache before it is needed: one that has closed has not been looked at for so long that it is in none, and its next life needs
/// nearly all of it, one fact behind the other. Many are brought in at once (<see cref="FlowLookUp"/>).
/// </summary>
static class TrackTouch
{
    /// <summary>Reads a fact here and there, so that every line is read. What is returned means nothing, but must be used, or nothing is read.</summary>
    public static long Touch(ConnectionTrack track) =>
        track.Id + track.CloseTimeNs + track.LastTimeNs + track.Predecessor.EndTimeNs + (long)track.NextLifeFrame.Packed + track.Resets.Count + track.Late.Count
        + Touch(track.First) + Touch(track.Second);

    static long Touch(EndpointTrack end) =>
        end.SynTimeNs + end.CopiesAtOneTap + end.SynCount + end.TimeWait.EnteredTimeNs + end.TimeWait.Restarts + end.Address.Port + (long)end.SynFrame.Packed
        + (long)end.LastDataFrame.Packed + end.Isn.Value + end.GapStart.Value;
}
