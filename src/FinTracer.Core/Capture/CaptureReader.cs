using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace FinTracer.Capture;

/// <summary>
/// Reads one capture frame by frame. Keeps the current frame as a place in a buffer, so that several readers can be merged without copying.
/// </summary>
public abstract class CaptureReader(CaptureInput input) : IFrameSource
{
    const int MaxProblems = 100;

    readonly CaptureInput[] _inputs = [input];
    byte[] _array = [];
    int _dataStart;
    int _dataLength;
    uint _wireLength;
    LinkType _linkType;
    int _interfaceId;
    long _lastTimestampNs = long.MinValue;

    /// <summary>What is read.</summary>
    public CaptureInput Input { get; } = input;

    /// <summary>Index that the frames' ids carry (0 to 2^20 - 1). Set it before the first frame is looked at.</summary>
    public int FileIndex { get; set; }

    /// <summary>Capture time of the current frame, nanoseconds since the epoch.</summary>
    public long TimestampNs { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInput> Inputs => _inputs;

    /// <summary>The frame that the last successful <see cref="MoveNext"/> found; valid until the next call of it.</summary>
    public Frame Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Id = new(FileIndex, Input.Frames),
            TimestampNs = TimestampNs,
            LinkType = _linkType,
            InterfaceId = _interfaceId,
            WireLength = _wireLength,
            Data = new(_array, _dataStart, _dataLength),
        };
    }

    /// <inheritdoc/>
    public virtual bool TryRead(out Frame frame)
    {
        if (!MoveNext())
        {
            frame = default;
            return false;
        }

        frame = Current;
        return true;
    }

    /// <summary>Moves to the next frame; false at the end, or where damage stops the reading.</summary>
    public abstract bool MoveNext();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the reader holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>
    /// Makes a piece of <paramref name="array"/> the current frame and counts it. A wire length below the captured length is raised to it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void SetCurrent(byte[] array, int dataStart, int dataLength, uint wireLength, LinkType linkType, int interfaceId)
    {
        if (_array != array)
        {
            _array = array; // it hardly ever is another one, and the collector is told of each that is set
        }

        _dataStart = dataStart;
        _dataLength = dataLength;
        _wireLength = Math.Max(wireLength, (uint)dataLength);
        _linkType = linkType;
        _interfaceId = interfaceId;
        Input.Frames++;
    }

    /// <summary>Sets the current frame's time, nanoseconds since the epoch, and keeps the input's first and greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void SetTime(long timestampNs)
    {
        TimestampNs = timestampNs;
        if (timestampNs > _lastTimestampNs)
        {
            if (_lastTimestampNs == long.MinValue)
            {
                Input.FirstTimestampNs = timestampNs;
            }

            _lastTimestampNs = timestampNs;
            Input.LastTimestampNs = timestampNs;
        }
    }

    /// <summary>
    /// Notes damage. After a hundred a last entry says that more are not listed: a damaged giant must not fill the memory with complaints.
    /// </summary>
    protected void Report(InputProblemKind kind, long offset, string detail)
    {
        if (Input.Problems.Count < MaxProblems)
        {
            Input.Problems.Add(new(kind, offset, detail));
        }
        else if (Input.Problems.Count == MaxProblems)
        {
            Input.Problems.Add(new(InputProblemKind.Corrupt, offset, "more damage from here on is not listed"));
        }
    }
}
