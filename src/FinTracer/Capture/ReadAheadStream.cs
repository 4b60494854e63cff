using System;
using System.Buffers;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace FinTracer.Sources;

/// <summary>
/// Reads its source on a thread of its own into a ring, so that decompressing and analysing overlap. Every piece can be read as soon as the source has
/// given it; a failure of the source is thrown to the reader behind everything that came before it.
/// </summary>
/// <param name="source">What is read; owned.</param>
/// <param name="whileWaiting">Called ten times a second, on the reading thread, while the source is silent; null: nobody is.</param>
/// <param name="stop">When it can be cancelled, the thread reads from the first octet on, and cancelling ends the stream behind what has come, though the source be silent.</param>
sealed class ReadAheadStream(Stream source, Action? whileWaiting = null, CancellationToken stop = default) : ForwardStream
{
    const int RingLength = 1024 * 1024; // a power of two

    // The first octets are read without a thread: many inputs are only looked at and closed again.
    const int ReadWithoutThread = 64 * 1024;

    const int CallIntervalMs = 100;

    readonly object _gate = new();
    Thread? _thread;
    CancellationTokenRegistration _wakeUp;
    byte[] _ring = [];
    long _written;
    long _read;
    int _readWithoutThread;
    bool _ended;
    bool _stopped;
    ExceptionDispatchInfo? _failure;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (buffer.IsEmpty)
        {
            return 0;
        }
        if (_thread is not null || stop.CanBeCanceled || _readWithoutThread >= ReadWithoutThread)
        {
            return ReadFromRing(buffer);
        }
        int read = source.Read(buffer);
        _readWithoutThread += read;
        return read;
    }

    /// <summary>
    /// Stops reading ahead. Does not wait for a thread that waits in the source (a silent pipe): it closes the source when its read returns.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _wakeUp.Dispose();
            bool threadRuns;
            lock (_gate)
            {
                threadRuns = _thread is not null && !_ended;
                _stopped = true;
                Monitor.PulseAll(_gate);
            }
            if (!threadRuns)
            {
                Release();
            }
        }
        base.Dispose(disposing);
    }

    int ReadFromRing(Span<byte> buffer)
    {
        if (_thread is null)
        {
            _ring = ArrayPool<byte>.Shared.Rent(RingLength);
            _thread = new(ReadAhead) { IsBackground = true, Name = "read ahead" };
            _thread.Start();
            _wakeUp = stop.Register(Wake);
        }
        int count;
        while (!TryWait(buffer.Length, out count))
        {
            whileWaiting!();
        }
        if (count == 0)
        {
            _failure?.Throw();
            return 0;
        }
        // Outside the lock: the thread never writes between _read and _written.
        int at = (int)(_read % RingLength);
        int first = Math.Min(count, RingLength - at);
        _ring.AsSpan(at, first).CopyTo(buffer);
        _ring.AsSpan(0, count - first).CopyTo(buffer[first..]);
        lock (_gate)
        {
            _read += count;
            Monitor.PulseAll(_gate);
        }
        return count;
    }

    /// <summary>Waits until there is something to read, or the end; false when that takes so long that <c>whileWaiting</c> is to be called.</summary>
    bool TryWait(int wanted, out int count)
    {
        lock (_gate)
        {
            bool inTime = true;
            while (inTime && _written == _read && !_ended && !stop.IsCancellationRequested)
            {
                inTime = Monitor.Wait(_gate, whileWaiting is null ? Timeout.Infinite : CallIntervalMs);
            }
            count = (int)Math.Min(wanted, _written - _read);
            return count > 0 || _ended || stop.IsCancellationRequested;
        }
    }

    void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    void ReadAhead()
    {
        try
        {
            while (TryFindRoom(out int at, out int room))
            {
                int read = source.Read(_ring, at, room);
                if (read == 0)
                {
                    break;
                }
                lock (_gate)
                {
                    _written += read;
                    Monitor.PulseAll(_gate);
                }
            }
        }
        // Carried over to the reading thread, whatever it is: here it would end the process.
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
            if (!_stopped)
            {
                return; // the reader still has the ring to empty; it releases
            }
        }
        Release();
    }

    bool TryFindRoom(out int at, out int room)
    {
        lock (_gate)
        {
            while (_written - _read == RingLength && !_stopped)
            {
                Monitor.Wait(_gate);
            }
            at = (int)(_written % RingLength);
            room = (int)Math.Min(RingLength - (_written - _read), RingLength - at);
            return !_stopped;
        }
    }

    /// <summary>Closes the source and gives the ring back; called by whichever side leaves last.</summary>
    void Release()
    {
        source.Dispose();
        byte[] ring = Interlocked.Exchange(ref _ring, []);
        if (ring.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(ring);
        }
    }
}
