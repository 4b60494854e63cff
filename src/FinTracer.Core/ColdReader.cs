using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Looks at connections where they lie in <see cref="ColdTracks"/>, one after the other, without taking them out. One thread at a time; several readers at once.</summary>
sealed class ColdReader(ColdTracks cold, TrackingOptions options)
{
    readonly ConnectionTrack _track = new(options);
    readonly uint[] _words = new uint[TrackFacts.MaxWords];
    readonly byte[] _octets = new byte[PackedWords.MaxOctets(TrackFacts.MaxWords)];
    byte _touched; // see BlockStore.Touch

    /// <summary>The flow's connection will be read soon: with several together, the processor waits for their memory at once.</summary>
    public void Touch(Flow flow) => _touched |= cold.Touch(flow);

    /// <summary>The flow's connection, but for its last segments; valid until the next call.</summary>
    public ConnectionTrack Read(Flow flow)
    {
        _track.RenewLogs(); // those that it has are another flow's
        _track.Reset();
        cold.Read(flow, _track, _octets, _words);
        return _track;
    }
}
