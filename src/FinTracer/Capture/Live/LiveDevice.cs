using System;
using System.Text;
using FinTracer.Capture;
using SharpPcap;
using SharpPcap.LibPcap;

namespace FinTracer.Sources.Live;

/// <summary>
/// One interface that is captured on. Packets are fetched, not delivered: nothing of ours runs inside a callback of libpcap, where an exception would end the process;
/// and fetching never waits, because libpcap's own time-out does not fire on a silent interface.
/// </summary>
sealed class LiveDevice : LibPcapLiveDevice
{
    const int PacketFound = 1;
    const int DataLinkRaw = 12; // DLT_RAW: its number in files is another

    readonly DropCount _drops = new();
    LivePacket _head;
    bool _hasHead;

    LiveDevice(PcapInterface found, int id, CaptureSettings settings)
        : base(found)
    {
        Id = id;
        Settings = settings;
    }

    /// <summary>Number among the captured interfaces, from 0.</summary>
    public int Id { get; }

    /// <summary>As it was asked for.</summary>
    public CaptureSettings Settings { get; }

    /// <summary>Link type as files number it.</summary>
    public LinkType FileLinkType { get; private set; }

    /// <summary>Why no more comes of it, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// False while the interface is down. libpcap only says when it is gone for good: one that is down may come up again, and then packets come as before.
    /// </summary>
    public bool IsUp
    {
        get
        {
            const nuint getInterfaceFlags = 0x8913; // SIOCGIFFLAGS
            const int nameLength = 16;
            if (!OperatingSystem.IsLinux() || Descriptor < 0 || Name.Length >= nameLength)
            {
                return true;
            }

            Span<byte> request = stackalloc byte[40];
            request.Clear();
            Encoding.UTF8.GetBytes(Name, request[..nameLength]);
            return NativeLibc.Control(Descriptor, getInterfaceFlags, request) != 0 || (request[nameLength] & 1) != 0; // no such interface: "any", or gone
        }
    }

    /// <summary>To be waited on; -1 where the system has none.</summary>
    public int Descriptor => FileDescriptor;

    /// <summary>Opens an interface and begins to capture.</summary>
    /// <exception cref="PcapException">libpcap refuses.</exception>
    public static LiveDevice Start(PcapInterface found, int id, CaptureSettings settings)
    {
        var device = new LiveDevice(found, id, settings);
        try
        {
            device.Open(new DeviceConfiguration
            {
                Mode = settings.Promiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
                ReadTimeout = CaptureSettings.DeliveryMs,
                Snaplen = settings.SnapLength,
                BufferSize = settings.BufferOctets,
                TimestampResolution = TimestampResolution.Nanosecond,
            });
            device.NonBlockingMode = true;
            if (settings.Filter.Length > 0)
            {
                device.Filter = settings.Filter;
            }

            int dataLink = (int)device.LinkType;
            device.FileLinkType = dataLink == DataLinkRaw ? FinTracer.Capture.LinkType.Raw : (LinkType)dataLink;
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The next packet, which stays until <see cref="Consume"/>; false when none is there at the moment, or no more will be (<see cref="Failure"/>).
    /// </summary>
    public bool TryPeek(out LivePacket packet)
    {
        if (!_hasHead && Failure is null)
        {
            Fetch();
        }

        packet = _head;
        return _hasHead;
    }

    /// <summary>The packet has been used.</summary>
    public void Consume() => _hasHead = false;

    /// <summary>What has been counted up to now. The system counts in 32 bits, which are widened here: asked often enough, nothing is lost.</summary>
    public DropCount Count()
    {
        if (!Opened || NativeLibpcap.Statistics(Handle.DangerousGetHandle(), out NativeLibpcap.CaptureCounters counters) != 0)
        {
            return _drops; // the last that was known
        }

        _drops.Note(counters);
        return _drops;
    }

    void Fetch()
    {
        nint header = 0;
        nint data = 0;
        int result = GetNextPacketPointers(ref header, ref data);
        if (result == PacketFound)
        {
            _head = LivePacket.Read(header, data);
            _hasHead = true;
        }
        else if (result < 0)
        {
            Failure = PlainText.Of(LastError ?? "");
            Failure = Failure.Length == 0 ? "the capture ended" : Failure;
        }
    }
}
