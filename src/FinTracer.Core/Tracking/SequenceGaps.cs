using System;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// Ranges of one direction's sequence space that lie below its highest captured number and were not captured (yet).
/// Those that the peer acknowledges are missing in the capture. At most <see cref="Limit"/> ranges are told apart; beyond it the newest two become one,
/// which can only overstate what is missing.
/// </summary>
struct SequenceGaps
{
    const int Limit = 8;

    (SequenceNumber From, SequenceNumber To)[]? _ranges;
    int _count;

    /// <summary>True when any range is open.</summary>
    public readonly bool Any => _count > 0;

    /// <summary>A segment began beyond the highest number captured: [<paramref name="from"/>, <paramref name="to"/>) is a gap for now.</summary>
    public void Open(SequenceNumber from, SequenceNumber to)
    {
        _ranges ??= new (SequenceNumber, SequenceNumber)[Limit];
        if (_count == Limit)
        {
            _ranges[_count - 1].To = to;
            return;
        }

        _ranges[_count++] = (from, to);
    }

    /// <summary>Octets [<paramref name="from"/>, <paramref name="to"/>) turned up; true when they closed any part of a gap, so that the segment was no retransmission.</summary>
    public bool Fill(SequenceNumber from, SequenceNumber to)
    {
        bool closed = false;
        for (int i = _count - 1; i >= 0; i--)
        {
            ref (SequenceNumber From, SequenceNumber To) range = ref _ranges![i];
            if (to <= range.From || from >= range.To)
            {
                continue;
            }

            closed = true;
            Cut(i, from, to);
        }

        return closed;
    }

    /// <summary>Octets of the gaps that lie below <paramref name="acknowledged"/>.</summary>
    public readonly long MissingBelow(SequenceNumber acknowledged)
    {
        long missing = 0;
        for (int i = 0; i < _count; i++)
        {
            (SequenceNumber from, SequenceNumber to) = _ranges![i];
            SequenceNumber end = to < acknowledged ? to : acknowledged;
            missing += Math.Max(0, end - from);
        }

        return missing;
    }

    public void Clear() => _count = 0;

    /// <summary>Writes or reads the ranges, which lie below <paramref name="next"/>; see <see cref="TrackFacts"/>.</summary>
    public void Pass<TCodec>(SequenceNumber next, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        codec.Count(ref _count);
        for (int i = 0; i < _count; i++)
        {
            _ranges ??= new (SequenceNumber, SequenceNumber)[Limit];
            FactCodecShapes.Number(ref codec, ref _ranges[i].From, next);
            FactCodecShapes.Number(ref codec, ref _ranges[i].To, next);
        }
    }

    void Cut(int i, SequenceNumber from, SequenceNumber to)
    {
        ref (SequenceNumber From, SequenceNumber To) range = ref _ranges![i];
        if (from <= range.From && to >= range.To)
        {
            Array.Copy(_ranges, i + 1, _ranges, i, _count - i - 1);
            _count--;
        }
        else if (from <= range.From)
        {
            range.From = to;
        }
        else if (to >= range.To)
        {
            range.To = from;
        }
        else if (_count < Limit)
        {
            SequenceNumber end = range.To;
            range.To = from;
            Array.Copy(_ranges, i + 1, _ranges, i + 2, _count - i - 1);
            _ranges[i + 1] = (to, end);
            _count++;
        }
    }
}
