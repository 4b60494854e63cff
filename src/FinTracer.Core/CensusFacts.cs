using FinTracer.Tracking;

namespace FinTracer;

/// <summary>What <see cref="LiveCensus"/> counts of a connection; it changes only with the connection's segments.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="Established">Its handshake was completed.</param>
/// <param name="InitiatorIsFirst">Its first endpoint opened it.</param>
/// <param name="FirstHeldNs">When the first endpoint's TIME-WAIT began, or began again, nanoseconds since the epoch; <see cref="NotHeld"/> when it has none.</param>
/// <param name="SecondHeldNs">The same of the second.</param>
readonly record struct CensusFacts(ConnectionStage Stage, bool Established, bool InitiatorIsFirst, long FirstHeldNs, long SecondHeldNs)
{
    /// <summary>No TIME-WAIT.</summary>
    public const long NotHeld = long.MinValue;

    /// <summary>Those of a connection at hand.</summary>
    public static CensusFacts Of(ConnectionTrack track) => new(
        StageOf(track), track.Established, track.InitiatorIsFirst, track.First.TimeWait.HeldSinceNs ?? NotHeld, track.Second.TimeWait.HeldSinceNs ?? NotHeld);

    static ConnectionStage StageOf(ConnectionTrack track)
        => track.Over ? ConnectionStage.Remembered
            : track.First.HasFin || track.Second.HasFin ? ConnectionStage.Closing
            : track.Established ? ConnectionStage.Open
            : ConnectionStage.Opening;
}
