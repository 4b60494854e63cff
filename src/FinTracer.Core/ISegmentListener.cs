using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// Hears of every segment as its connection takes it in, in capture order, on the thread that tracks: for a drawing of one connection, or for events as they happen.
/// Without a listener nothing of this is computed.
/// </summary>
public interface ISegmentListener
{
    /// <summary>A connection took a segment in.</summary>
    void Observed(in SegmentObservation observation);

    /// <summary>
    /// What began as a connection of its own (<paramref name="attempt"/>: its first frame) turned out to be a SYN in the middle of another life of the four-tuple
    /// (<paramref name="connection"/>: that one's first frame), which answered it or went on.
    /// </summary>
    void SynMetConnection(FrameId attempt, FrameId connection);
}
