using System;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using SharpPcap;
using SharpPcap.LibPcap;

namespace FinTracer.Sources;

/// <summary>
/// Reads files through libpcap: those in formats that only it knows, and in tests those that both know. Never lets an exception of SharpPcap or a
/// missing library out.
/// </summary>
sealed class LibpcapFrameSource : CaptureReader
{
    const int FramePacket = 1;
    const int EndOfFile = -2;

    // struct pcap_pkthdr: two longs (32 bits on Windows), then the captured and the wire length.
    static readonly int LongLength = OperatingSystem.IsWindows() ? 4 : nint.Size;

    readonly CaptureFileReaderDevice _device;
    readonly LinkType _linkType;
    byte[] _octets = new byte[2048];
    bool _ended;

    LibpcapFrameSource(CaptureFileReaderDevice device, CaptureInput input)
        : base(input)
    {
        _device = device;
        _linkType = (LinkType)(int)device.LinkType;
        input.Format = "libpcap";
        input.TimestampDigits = 9;
        input.Interfaces.Add(new(0, _linkType, 0, null));
    }

    /// <summary>Opens a file; null when libpcap is not there or does not know it either, with the problem in <paramref name="input"/>.</summary>
    public static CaptureReader? Open(string path, CaptureInput input)
    {
        if (!NativeLibpcap.IsInstalled)
        {
            input.Problems.Add(new(InputProblemKind.NotACapture, 0, $"neither pcap, pcapng nor snoop; whether libpcap knows it cannot be told: {NativeLibpcap.HowToInstall}"));
            return null;
        }
        var device = new CaptureFileReaderDevice(path);
        try
        {
            device.Open(new DeviceConfiguration { TimestampResolution = TimestampResolution.Nanosecond });
            return new LibpcapFrameSource(device, input);
        }
        catch (Exception e) when (e is PcapException or DllNotFoundException or InvalidOperationException)
        {
            device.Dispose();
            input.Problems.Add(new(InputProblemKind.NotACapture, 0, "neither pcap, pcapng nor snoop, and libpcap does not know it"));
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }
        nint header = 0;
        nint data = 0;
        int result = _device.GetNextPacketPointers(ref header, ref data);
        if (result != FramePacket)
        {
            _ended = true;
            if (result != EndOfFile)
            {
                string words = PlainText.Of(_device.LastError ?? "");
                InputProblemKind kind = words.Contains("truncated", StringComparison.Ordinal) ? InputProblemKind.Truncated : InputProblemKind.Corrupt;
                Report(kind, Input.OctetsRead, $"libpcap, after frame {Input.Frames}: {words}");
            }
            return false;
        }
        Take(header, data);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        if (disposing)
        {
            _device.Dispose();
        }
        base.Dispose(disposing);
    }

    void Take(nint header, nint data)
    {
        // libpcap's memory lasts until its next call only, and the frame must be a place in an array.
        uint captured = (uint)Marshal.ReadInt32(header, 2 * LongLength);
        uint wire = (uint)Marshal.ReadInt32(header, (2 * LongLength) + 4);
        long seconds = LongLength == 4 ? (uint)Marshal.ReadInt32(header) : Marshal.ReadInt64(header);
        int nanoseconds = Marshal.ReadInt32(header, LongLength);
        if (captured > _octets.Length)
        {
            _octets = new byte[Math.Max(captured, 2u * (uint)_octets.Length)];
        }
        Marshal.Copy(data, _octets, 0, (int)captured);
        Input.OctetsRead += captured;
        SetTime((long)Int128.Clamp(((Int128)seconds * 1_000_000_000) + nanoseconds, long.MinValue, long.MaxValue));
        SetCurrent(_octets, 0, (int)captured, wire, _linkType, 0);
    }
}
