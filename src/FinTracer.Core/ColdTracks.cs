using System;
using FinTracer.Flows;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>
/// Where connections lie to which nothing happens: closed ones waiting for late segments, and idle ones. Their facts are kept as a few hundred octets, a fifth of
/// what they take while they are worked on, and nothing is lost by it.
/// </summary>
sealed class ColdTracks(TrackPool tracks, FlowTable<Flow> flows, DecisionTimes decided)
{
    // What an ordinary connection of a dozen segments needs, in one block each.
    readonly BlockStore _facts = new(240);
    readonly BlockStore _recent = new(192);

    // Made when something is put away for the first time, which a capture of a few thousand frames never comes to.
    uint[] Words => field ??= new uint[TrackFacts.MaxWords];

    byte[] Octets => field ??= new byte[PackedWords.MaxOctets(TrackFacts.MaxWords)];

    /// <summary>Puts the flow's connection away.</summary>
    public void Put(Flow flow)
    {
        if (flow.ColdRecent != Flow.NotCold)
        {
            TakeRecent(flow);
        }

        ConnectionTrack track = flow.Current!;
        var facts = new FactWriter(Words);
        TrackFacts.Pass(track, ref facts);
        flow.Cold = Keep(facts, _facts);
        var recent = new FactWriter(Words);
        track.Recent.Pass(track, ref recent);
        flow.ColdRecent = Keep(recent, _recent);
        flow.ColdId = track.Id;
        flow.ColdEstablished = track.Established;
        flow.ColdDeadlineNs = decided.Of(track);
        flow.ColdFirstIsLow = track.First.Address == flows.KeyOf(flow.Slot).Low;
        flow.Watch?.Cold = CensusFacts.Of(track);
        flow.Logs = track.Resets.Count == 0 && track.Late.Count == 0 ? null : new TrackLogs(track);
        flow.Current = null;
        tracks.Return(track);
    }

    /// <summary>Brings into the cache what <see cref="Take"/> or <see cref="Read"/> will need; see <see cref="BlockStore.Touch"/>.</summary>
    public byte Touch(Flow flow) => _facts.Touch(flow.Cold);

    /// <summary>Takes the flow's connection out again, as it was but for its last segments: see <see cref="TakeRecent"/>.</summary>
    public ConnectionTrack Take(Flow flow)
    {
        ConnectionTrack track = tracks.Blank();
        _facts.Take(flow.Cold, Octets);
        Restore(flow, track, Octets, Words);
        flow.Logs = null;
        flow.Cold = Flow.NotCold;
        flow.Current = track;
        return track;
    }

    /// <summary>
    /// Shows in <paramref name="track"/>, which has none of its own, the flow's connection where it lies, but for its last segments. Any number of threads may read at
    /// once, each with a track and buffers (<see cref="TrackFacts.MaxWords"/> and <see cref="PackedWords.MaxOctets"/> of that) of its own, as long as nothing is put away
    /// or taken out.
    /// </summary>
    public void Read(Flow flow, ConnectionTrack track, byte[] octets, uint[] words)
    {
        _facts.Read(flow.Cold, octets);
        Restore(flow, track, octets, words);
    }

    /// <summary>Takes out the last segments too, which must be there before the connection takes in another one.</summary>
    public void TakeRecent(Flow flow)
    {
        _recent.Take(flow.ColdRecent, Octets);
        PackedWords.Unpack(Octets, Words);
        var reader = new FactReader(Words);
        flow.Current!.Recent.Pass(flow.Current, ref reader);
        flow.ColdRecent = Flow.NotCold;
    }

    /// <summary>The connection leaves: its last segments are not needed any more.</summary>
    public void DropRecent(Flow flow)
    {
        if (flow.ColdRecent != Flow.NotCold)
        {
            _recent.Free(flow.ColdRecent);
            flow.ColdRecent = Flow.NotCold;
        }
    }

    int Keep(in FactWriter facts, BlockStore store)
    {
        int length = PackedWords.Pack(facts.Written, Octets);
        return store.Add(Octets.AsSpan(0, length));
    }

    void Restore(Flow flow, ConnectionTrack track, byte[] octets, uint[] words)
    {
        FlowKey key = flows.KeyOf(flow.Slot);
        (track.First.Address, track.Second.Address) = flow.ColdFirstIsLow ? (key.Low, key.High) : (key.High, key.Low);
        PackedWords.Unpack(octets, words);
        var reader = new FactReader(words);
        TrackFacts.Pass(track, ref reader);
        flow.Logs?.GiveTo(track);
    }
}
