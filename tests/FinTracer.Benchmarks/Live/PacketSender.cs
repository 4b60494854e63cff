using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using FinTracer.Benchmarks.Inputs;

namespace FinTracer.Benchmarks.Live;

/// <summary>Sends played frames in their own time, a batch with each system call. Where it comes late it sends as fast as it can: the rate reached is in the report.</summary>
internal sealed unsafe class PacketSender : IFrameSink, IDisposable
{
    const int BatchLength = 64;
    const int FrameRoom = 2048;

    static readonly TimeSpan MayBeAhead = TimeSpan.FromMilliseconds(2);

    readonly PacketSocket _socket;
    readonly byte* _octets = (byte*)NativeMemory.AllocZeroed(BatchLength * FrameRoom);
    readonly PacketSocket.Part* _parts = (PacketSocket.Part*)NativeMemory.AllocZeroed(BatchLength, (nuint)sizeof(PacketSocket.Part));
    readonly PacketSocket.Message[] _messages = new PacketSocket.Message[BatchLength];
    int _batch;
    long? _firstNs;
    long _startedAt;

    /// <summary>Sends on <see cref="Cable.SendingCard"/>; everything on the thread that makes this.</summary>
    public PacketSender(Cable cable)
    {
        _socket = new PacketSocket(cable.Sending, Cable.SendingCard);
        for (int i = 0; i < BatchLength; i++)
        {
            _parts[i].Octets = (nint)(_octets + (i * FrameRoom));
            _messages[i].Parts = (nint)(_parts + i);
            _messages[i].PartCount = 1;
        }
    }

    /// <inheritdoc/>
    public long Frames { get; private set; }

    /// <inheritdoc/>
    public long Octets { get; private set; }

    /// <summary>Time since the first batch.</summary>
    public TimeSpan Elapsed => _firstNs is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public void Write(in TcpFrame frame)
    {
        if (_firstNs is null)
        {
            (_firstNs, _startedAt) = (frame.TimeNs, Stopwatch.GetTimestamp());
        }

        int length = FrameBytes.Write(frame, new Span<byte>(_octets + (_batch * FrameRoom), FrameRoom));
        _parts[_batch].Length = length;
        Octets += length;
        Frames++;
        if (++_batch == BatchLength)
        {
            WaitFor(TimeSpan.FromMicroseconds((frame.TimeNs - _firstNs.Value) / 1e3));
            Flush();
        }
    }

    /// <summary>Sends what is left.</summary>
    public void Flush()
    {
        _socket.Send(_messages.AsSpan(0, _batch));
        _batch = 0;
    }

    public void Dispose()
    {
        _socket.Dispose();
        NativeMemory.Free(_octets);
        NativeMemory.Free(_parts);
    }

    void WaitFor(TimeSpan due)
    {
        while (due - Elapsed > MayBeAhead)
        {
            Thread.Sleep(1); // there is nothing to wait for but time: this is what sets the rate
        }
    }
}
