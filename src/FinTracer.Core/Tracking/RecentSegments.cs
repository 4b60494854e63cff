using System;

namespace FinTracer.Tracking;

/// <summary>
/// The last segments of a connection, both directions in capture order. Small while nothing happens; it grows when a burst meets a close
/// (many segments in flight can each provoke a RST) and never beyond <see cref="Limit"/>.
/// </summary>
sealed class RecentSegments
{
    /// <summary>Entries kept at most: a window of 64 KiB in segments of 536 octets, both ways, and some room.</summary>
    public const int Limit = 256;

    const int First = 8;
    const int Quiet = 16;

    RecentSegment[] _entries = new RecentSegment[First];
    int _next;

    public int Count { get; private set; }

    /// <summary>Set when the connection begins to end: from then on entries are worth more than memory.</summary>
    public bool KeepMore { get; set; }

    /// <summary>The entry <paramref name="age"/> segments back; 0 is the newest.</summary>
    public ref RecentSegment this[int age] => ref _entries[(_next - 1 - age) & (_entries.Length - 1)];

    public void Clear()
    {
        Count = 0;
        _next = 0;
        KeepMore = false;
        if (_entries.Length > Quiet)
        {
            _entries = new RecentSegment[First];
        }
    }

    public void Add(in RecentSegment entry)
    {
        if (Count == _entries.Length && _entries.Length < (KeepMore ? Limit : Quiet))
        {
            Grow();
        }

        _entries[_next] = entry;
        _next = (_next + 1) & (_entries.Length - 1);
        Count = Math.Min(Count + 1, _entries.Length);
    }

    void Grow()
    {
        var larger = new RecentSegment[_entries.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = this[Count - 1 - i];
        }

        _entries = larger;
        _next = Count;
    }
}
