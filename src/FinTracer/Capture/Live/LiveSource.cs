using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Capture;

namespace FinTracer.Sources.Live;

/// <summary>
/// Frames of one or more interfaces in the order of time. Each interface hands its packets over in blocks; a packet is held back until none from another
/// interface can be older, or until it has been waited long enough for that.
/// </summary>
sealed class LiveSource : IDisposable
{
    const string AllInterfaces = "any";
    const long NsPerMs = 1_000_000;

    /// <summary>Longer than a block takes to be handed over.</summary>
    const long HoldBackNs = 3L * CaptureSettings.DeliveryMs * NsPerMs;

    readonly LiveDevice[] _devices;
    readonly NativeLibc.PollEntry[] _waiting;
    readonly TimeProvider _clock;
    readonly HashSet<LiveDevice> _told = [];
    readonly HashSet<LiveDevice> _down = [];
    readonly Dictionary<string, long> _droppedBefore;
    LiveDevice? _used;
    Task? _ending;

    public LiveSource(IReadOnlyList<LiveDevice> devices, TimeProvider clock)
    {
        _devices = [.. devices];
        _waiting = new NativeLibc.PollEntry[_devices.Length];
        _clock = clock;
        StartNs = NowNs;
        _droppedBefore = InterfaceCounters.Dropped();
        Input = new(string.Join(", ", devices.Select(device => device.Name))) { Format = "live", TimestampDigits = 9 };
        foreach (LiveDevice device in _devices)
        {
            Input.Interfaces.Add(new(device.Id, device.FileLinkType, (uint)device.Settings.SnapLength, device.Name));
        }
    }

    /// <summary>What is known of the capture.</summary>
    public CaptureInput Input { get; }

    /// <summary>When it began, nanoseconds since the epoch.</summary>
    public long StartNs { get; }

    /// <summary>The present, nanoseconds since the epoch: the clock that packets are stamped by.</summary>
    public long NowNs => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>The interfaces.</summary>
    public IReadOnlyList<LiveDevice> Devices => _devices;

    /// <summary>Reads the next frame, waiting for it at most <paramref name="waitMs"/> milliseconds; who takes it calls <see cref="Count"/>. Its octets are valid until the next call.</summary>
    /// <param name="waitMs">Milliseconds.</param>
    /// <param name="stop">Ends a wait for which there is no interface that could.</param>
    /// <param name="frame">The frame.</param>
    public LiveRead Read(int waitMs, CancellationToken stop, out Frame frame)
    {
        _used?.Consume();
        _used = null;
        if (Choose(out frame))
        {
            return LiveRead.Frame;
        }

        if (_devices.All(device => device.Failure is not null))
        {
            return LiveRead.Ended;
        }

        Wait(waitMs, stop);
        return Choose(out frame) ? LiveRead.Frame : LiveRead.Silence;
    }

    /// <summary>Interfaces that went down, or came up again, since this was last asked.</summary>
    public IEnumerable<(LiveDevice Device, bool Up)> StateChanges()
    {
        foreach (LiveDevice device in _devices)
        {
            bool up = device.Failure is not null || device.IsUp;
            if (up ? _down.Remove(device) : _down.Add(device))
            {
                yield return (device, up);
            }
        }
    }

    /// <summary>The frame is taken: counts it.</summary>
    public void Count(in Frame frame)
    {
        Input.Frames++;
        Input.OctetsRead += frame.Data.Length;
        Input.FirstTimestampNs ??= frame.TimestampNs;
        Input.LastTimestampNs = Math.Max(frame.TimestampNs, Input.LastTimestampNs ?? frame.TimestampNs);
    }

    /// <summary>Interfaces that have failed since this was last asked, each once.</summary>
    public IEnumerable<LiveDevice> NewFailures() => _devices.Where(device => device.Failure is not null && _told.Add(device));

    /// <summary>Takes the counters of all interfaces, and gives what was dropped; as it was last taken, once the capture ends.</summary>
    public long CountDrops()
    {
        if (_ending is not null)
        {
            return Input.DroppedBySystem ?? 0;
        }

        long dropped = 0;
        foreach (LiveDevice device in _devices)
        {
            DropCount count = device.Count();
            dropped += count.Dropped + count.DroppedByInterface;
        }

        Input.DroppedBySystem = dropped;
        return dropped;
    }

    /// <summary>Packets of any kind that the interfaces themselves have dropped since the start; null where the system does not say.</summary>
    public long? CountInterfaceDrops()
    {
        Dictionary<string, long> now = InterfaceCounters.Dropped();
        long? dropped = null;
        foreach ((string name, long count) in now)
        {
            if (_droppedBefore.TryGetValue(name, out long before) && _devices.Any(device => device.Name == name || device.Name == AllInterfaces))
            {
                dropped = (dropped ?? 0) + Math.Max(0, count - before);
            }
        }

        return dropped;
    }

    /// <summary>
    /// Begins to end the capture: nothing more may be read. The kernel takes some 30 ms to close a packet socket (synchronize_net), in which the report can be made.
    /// </summary>
    public void BeginEnd() => _ending ??= Task.Run(Close);

    /// <summary>Ends the capture.</summary>
    public void Dispose()
    {
        BeginEnd();
        _ending!.GetAwaiter().GetResult();
    }

    void Close()
    {
        foreach (LiveDevice device in _devices)
        {
            device.Dispose();
        }
    }

    bool Choose(out Frame frame)
    {
        LiveDevice? oldest = null;
        LivePacket packet = default;
        bool complete = true;
        foreach (LiveDevice device in _devices)
        {
            if (!device.TryPeek(out LivePacket candidate))
            {
                complete &= device.Failure is not null;
            }
            else if (oldest is null || candidate.TimeNs < packet.TimeNs)
            {
                (oldest, packet) = (device, candidate);
            }
        }

        if (oldest is null || (!complete && NowNs - packet.TimeNs < HoldBackNs))
        {
            frame = default;
            return false;
        }

        _used = oldest;
        frame = FrameOf(oldest, packet);
        return true;
    }

    Frame FrameOf(LiveDevice device, LivePacket packet) => new()
    {
        Id = new FrameId(0, Input.Frames + 1),
        TimestampNs = packet.TimeNs,
        LinkType = device.FileLinkType,
        InterfaceId = device.Id,
        WireLength = packet.WireLength,
        Data = packet.Octets,
    };

    /// <summary>Waits for those interfaces that have nothing; the others' packets wait with us.</summary>
    void Wait(int waitMs, CancellationToken stop)
    {
        int count = 0;
        bool heldBack = false;
        foreach (LiveDevice device in _devices)
        {
            if (device.TryPeek(out _))
            {
                heldBack = true;
            }
            else if (device.Failure is null && device.Descriptor >= 0)
            {
                _waiting[count++] = new() { Descriptor = device.Descriptor, Wanted = NativeLibc.Readable };
            }
        }

        int patience = heldBack ? Math.Min(waitMs, CaptureSettings.DeliveryMs / 2) : waitMs;
        if (count == 0 || OperatingSystem.IsWindows())
        {
            stop.WaitHandle.WaitOne(Math.Min(patience, CaptureSettings.DeliveryMs / 5)); // nothing else there to wait on
        }
        else if (NativeLibc.Poll(_waiting.AsSpan(0, count), (nuint)count, patience) is var ready && IsOdd(ready, count))
        {
            stop.WaitHandle.WaitOne(Math.Min(patience, CaptureSettings.DeliveryMs / 5)); // an error that lasts must not make this a busy loop
        }
    }

    /// <summary>Poll failed, or came back for an error instead of packets: an interface is down.</summary>
    bool IsOdd(int ready, int count)
    {
        bool odd = ready < 0 && Marshal.GetLastPInvokeError() != NativeLibc.Interrupted;
        for (int i = 0; i < count && ready > 0; i++)
        {
            odd |= _waiting[i].Found != 0 && (_waiting[i].Found & NativeLibc.Readable) == 0;
        }

        return odd;
    }
}
