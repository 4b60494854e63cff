using System.Collections.Generic;

namespace FinTracer.Capture;

/// <summary>
/// Several files as one capture in time order. The files are sorted by the time of their first frame (then by name), and a file is opened only when
/// the reading has come to that time, so ten thousand rolling files need few handles. Among open files the earliest head frame is next, at equal
/// times the one of the earlier file; the frames of one file always stay in the order of the file, whatever their times.
/// </summary>
public sealed class MergedFrameSource : IFrameSource
{
    readonly CaptureInput[] _inputs;
    readonly List<PendingFile> _pending;
    readonly PriorityQueue<CaptureReader, FrontierKey> _waiting = new();
    CaptureReader? _current;
    FrontierKey _limit;
    int _nextPending;

    MergedFrameSource(CaptureInput[] inputs, List<PendingFile> pending)
    {
        _inputs = inputs;
        _pending = pending;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInput> Inputs => _inputs;

    /// <summary>
    /// Looks at the first frame of every file, one file after the other, and sorts them. Files without a frame, or that cannot be read, come last
    /// among <see cref="Inputs"/> with their problems. Waits for the first frame of a pipe.
    /// </summary>
    public static MergedFrameSource Open(IEnumerable<ICaptureFile> files)
    {
        var pending = new List<PendingFile>();
        var without = new List<CaptureInput>();
        foreach (ICaptureFile file in files)
        {
            if (PendingFile.TryLookAt(file, out PendingFile? found, out CaptureInput looked))
            {
                pending.Add(found);
            }
            else
            {
                without.Add(looked);
            }
        }
        pending.Sort();
        without.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var inputs = new CaptureInput[pending.Count + without.Count];
        for (int i = 0; i < pending.Count; i++)
        {
            inputs[i] = pending[i].Input;
        }
        without.CopyTo(inputs, pending.Count);
        return new(inputs, pending);
    }

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        bool found = MoveNext();
        frame = found ? _current!.Current : default;
        return found;
    }

    /// <summary>Closes what is open.</summary>
    public void Dispose()
    {
        _current?.Dispose();
        _current = null;
        while (_waiting.TryDequeue(out CaptureReader? reader, out _))
        {
            reader.Dispose();
        }
        for (; _nextPending < _pending.Count; _nextPending++)
        {
            _pending[_nextPending].Dispose();
        }
    }

    bool MoveNext()
    {
        if (_current is { } reader)
        {
            if (!reader.MoveNext())
            {
                reader.Dispose();
                _current = null;
            }
            else if (KeyOf(reader) < _limit)
            {
                return true; // the common case: nothing else begins or waits before this frame
            }
            else
            {
                _waiting.Enqueue(reader, KeyOf(reader));
            }
        }
        return ChooseNext();
    }

    bool ChooseNext()
    {
        _current = null;
        OpenWhatHasBegun();
        if (!_waiting.TryDequeue(out _current, out _))
        {
            return false;
        }
        _limit = _waiting.TryPeek(out _, out FrontierKey waiting) ? waiting : FrontierKey.Never;
        if (_nextPending < _pending.Count && KeyOfPending() < _limit)
        {
            _limit = KeyOfPending();
        }
        return true;
    }

    /// <summary>Opens files until none that is still closed could hold the next frame.</summary>
    void OpenWhatHasBegun()
    {
        while (_nextPending < _pending.Count && (!_waiting.TryPeek(out _, out FrontierKey first) || KeyOfPending() < first))
        {
            PendingFile file = _pending[_nextPending];
            if (file.OpenAtFirstFrame() is { } reader)
            {
                reader.FileIndex = _nextPending;
                _waiting.Enqueue(reader, KeyOf(reader));
            }
            _nextPending++;
        }
    }

    FrontierKey KeyOfPending() => new(_pending[_nextPending].FirstTimestampNs, _nextPending);

    static FrontierKey KeyOf(CaptureReader reader) => new(reader.TimestampNs, reader.FileIndex);
}
