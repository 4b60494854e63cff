using FinTracer.Tracking;

namespace FinTracer;

/// <summary>A four-tuple that is being watched: the connection it has, and one that tries to take its place.</summary>
sealed class Flow
{
    public ConnectionTrack? Current;
    public ConnectionTrack? Attempt;
    public long Number;
    public int Slot;
    public bool Touched;
    public long TombstoneNs = long.MaxValue; // the deadline that waits among the tombstones; none when it is the greatest
    public long Begun; // which entry of those that are half-open is its present connection's; 0: none
    public bool Stirred; // took a segment in since it was last looked at
    public bool Listed; // among those at hand, which it may have left since

    /// <summary>Where <see cref="ColdTracks"/> keeps the connection while <see cref="Current"/> is null.</summary>
    public int Cold = NotCold;

    /// <summary>Where it keeps the connection's last segments, as long as nobody needed them.</summary>
    public int ColdRecent = NotCold;
    public bool ColdFirstIsLow;
    public bool ColdEstablished;
    public long ColdId;
    public long ColdDeadlineNs;
    public TrackLogs? Logs;

    /// <summary>Only where connections are reported as they change.</summary>
    public FlowWatch? Watch;

    public const int NotCold = -1;

    /// <summary>The handshake of its connection was completed.</summary>
    public bool Established => Current?.Established ?? ColdEstablished;

    /// <summary>Number of its connection.</summary>
    public long CurrentId => Current?.Id ?? ColdId;

    /// <summary>It has left the table: as it was made, but for its watch and its place among those at hand, which are kept.</summary>
    public void Clear()
    {
        Current = Attempt = null;
        Number = Begun = 0;
        Slot = -1;
        Touched = Stirred = false;
        TombstoneNs = long.MaxValue;
        Cold = ColdRecent = NotCold;
        ColdFirstIsLow = ColdEstablished = false;
        ColdId = ColdDeadlineNs = 0;
        Logs = null;
        Watch?.Clear();
    }
}
