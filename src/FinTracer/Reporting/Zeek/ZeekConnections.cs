using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Zeek;

/// <summary>Follows every connection as Zeek would, until it is reported. Serves one thread.</summary>
sealed class ZeekConnections : ISegmentListener
{
    readonly Dictionary<FrameId, ZeekConnection> _connections = [];
    readonly Dictionary<FrameId, FrameId> _met = [];

    /// <inheritdoc/>
    public void Observed(in SegmentObservation observation)
    {
        if (!_connections.TryGetValue(observation.Connection, out ZeekConnection? connection))
        {
            connection = new(flipped: !observation.FromInitiator, observation.Segment.TimestampNs);
            _connections.Add(observation.Connection, connection);
        }
        connection.Observe(observation.Segment, observation.FromInitiator);
    }

    /// <inheritdoc/>
    public void SynMetConnection(FrameId attempt, FrameId connection)
    {
        // If the attempt comes to nothing nobody asks for it; it is forgotten with the connection that it met.
        _met[connection] = attempt;
    }

    /// <summary>Hands out what was followed of a connection, and forgets it.</summary>
    public ZeekConnection Take(in ConnectionReport report)
    {
        if (_met.Remove(report.FirstFrame, out FrameId attempt) && attempt != report.NextLifeFrame) { _connections.Remove(attempt); }
        return _connections.Remove(report.FirstFrame, out ZeekConnection? connection) ? connection : new(flipped: false, report.FirstTimeNs);
    }

}
