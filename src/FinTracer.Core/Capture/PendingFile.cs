using System;
using System.Diagnostics.CodeAnalysis;

namespace FinTracer.Capture;

/// <summary>A file of a set whose first frame has been looked at and whose turn has not come.</summary>
sealed class PendingFile : IComparable<PendingFile>, IDisposable
{
    readonly ICaptureFile _file;
    CaptureReader? _keptOpen;

    PendingFile(ICaptureFile file, CaptureInput input, long firstTimestampNs, CaptureReader? keptOpen)
    {
        _file = file;
        Input = input;
        FirstTimestampNs = firstTimestampNs;
        _keptOpen = keptOpen;
    }

    /// <summary>What the reading of the file will count in.</summary>
    public CaptureInput Input { get; }

    /// <summary>Time of the first frame, nanoseconds since the epoch.</summary>
    public long FirstTimestampNs { get; }

    /// <summary>Opens a file, reads its first frame and closes it again where it can be opened twice. False when there is no frame.</summary>
    public static bool TryLookAt(ICaptureFile file, [NotNullWhen(true)] out PendingFile? pending, out CaptureInput looked)
    {
        looked = new(file.Name);
        pending = null;
        CaptureReader? reader = file.Open(looked);
        if (reader is null)
        {
            return false;
        }
        if (!reader.MoveNext())
        {
            reader.Dispose();
            return false;
        }
        long first = reader.TimestampNs;
        if (file.CanReopen)
        {
            reader.Dispose();
            // Counted afresh when it is read; until then the report can already name it.
            var input = new CaptureInput(file.Name) { Format = looked.Format, Compression = looked.Compression };
            pending = new(file, input, first, null);
        }
        else
        {
            pending = new(file, looked, first, reader);
        }
        return true;
    }

    /// <summary>The reader, standing at its first frame; null when the file has gone or changed so that it has none.</summary>
    public CaptureReader? OpenAtFirstFrame()
    {
        if (_keptOpen is { } kept)
        {
            _keptOpen = null;
            return kept;
        }
        CaptureReader? reader = _file.Open(Input);
        if (reader is null || reader.MoveNext())
        {
            return reader;
        }
        reader.Dispose();
        return null;
    }

    public int CompareTo(PendingFile? other)
    {
        if (other is null)
        {
            return 1;
        }
        int byTime = FirstTimestampNs.CompareTo(other.FirstTimestampNs);
        return byTime != 0 ? byTime : string.CompareOrdinal(Input.Name, other.Input.Name);
    }

    public void Dispose()
    {
        _keptOpen?.Dispose();
        _keptOpen = null;
    }
}
