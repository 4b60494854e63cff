using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FinTracer.Tracking;

/// <summary>
/// The last segments of a connection, both directions in capture order. They lie within the connection's own memory while nothing happens; when a
/// burst meets a close (many segments in flight can each provoke a RST) they move to an array of their own, never beyond <see cref="Limit"/>.
/// </summary>
struct RecentSegments
{
    /// <summary>Entries kept at most: a window of 64 KiB in segments of 536 octets, both ways, and some room.</summary>
    public const int Limit = 256;

    const int Quiet = 16;

    QuietEntries _quiet;
    Signatures _signatures; // of the last entries, each at its place, whatever array that is in
    RecentSegment[]? _grown;
    int _next;

    public int Count { get; private set; }

    /// <summary>Set when the connection begins to end: from then on entries are worth more than memory.</summary>
    public bool KeepMore { get; set; }

    /// <summary>The entry <paramref name="age"/> segments back; 0 is the newest.</summary>
    [UnscopedRef]
    public ref RecentSegment this[int age] => ref At(_next - 1 - age);

    readonly int Capacity => _grown is null ? Quiet : _grown.Length;

    public void Clear()
    {
        Count = 0;
        _next = 0;
        _grown = null;
        KeepMore = false;
    }

    /// <summary>False when none of the last sixteen entries, or as many as there are, has that <see cref="RecentSegment.Signature"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MayHold(uint signature)
    {
        Vector256<uint> sought = Vector256.Create(signature);
        ReadOnlySpan<uint> signatures = _signatures;
        return Vector256.EqualsAny(Vector256.Create(signatures), sought) || Vector256.EqualsAny(Vector256.Create(signatures[Vector256<uint>.Count..]), sought);
    }

    /// <summary>The place of the next entry, every field of which the caller sets: in place, since a copy of what was just written waits for it.</summary>
    /// <param name="signature">Its <see cref="RecentSegment.Signature"/>.</param>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref RecentSegment Add(uint signature)
    {
        if (Count == Capacity && KeepMore && Count < Limit)
        {
            Grow();
        }

        if (Count < Capacity)
        {
            Count++;
        }

        _signatures[_next & (Quiet - 1)] = signature;
        return ref At(_next++);
    }

    /// <summary>Writes or reads the entries, the oldest first; see <see cref="TrackFacts"/>.</summary>
    public void Pass<TCodec>(ConnectionTrack track, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        int count = Count;
        codec.Count(ref count);
        bool keepMore = KeepMore;
        bool none = false;
        codec.Bits(ref keepMore, ref none, ref none, ref none, ref none, ref none, ref none, ref none);
        KeepMore = keepMore;
        if (Count == 0 && count > Quiet)
        {
            _grown = new RecentSegment[(int)BitOperations.RoundUpToPowerOf2((uint)count)];
        }

        _next = Count == 0 ? count : _next; // reading into an empty ring
        Count = count;
        var before = new RecentSegment { Frame = track.FirstFrame, TimeNs = track.FirstTimeNs };
        for (int age = count - 1; age >= 0; age--)
        {
            ref RecentSegment entry = ref this[age];
            entry.Pass(track, before, ref codec);
            before = entry;
        }

        Sign();
    }

    /// <summary>Entries lie in a ring whose length is a power of two.</summary>
    [UnscopedRef]
    ref RecentSegment At(int place) => ref _grown is null ? ref _quiet[place & (Quiet - 1)] : ref _grown[place & (_grown.Length - 1)];

    void Grow()
    {
        var larger = new RecentSegment[Count * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = this[Count - 1 - i];
        }

        _grown = larger;
        _next = Count;
        Sign();
    }

    /// <summary>The entries have other places than before.</summary>
    void Sign()
    {
        for (int age = Math.Min(Count, Quiet) - 1; age >= 0; age--)
        {
            _signatures[(_next - 1 - age) & (Quiet - 1)] = this[age].Signature;
        }
    }

    [InlineArray(Quiet)]
    struct Signatures
    {
        uint _first;
    }

    [InlineArray(Quiet)]
    struct QuietEntries
    {
        RecentSegment _first;
    }
}
