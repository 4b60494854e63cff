using System;
using System.IO;

namespace FinTracer.Capture;

/// <summary>Tells capture formats apart by their magic numbers and picks the reader.</summary>
public static class CaptureFormats
{
    /// <summary>Octets at the start of an input that <see cref="Detect"/> wants to see.</summary>
    public const int MagicLength = 8;

    static ReadOnlySpan<byte> PcapngMagic => [0x0a, 0x0d, 0x0d, 0x0a];

    static ReadOnlySpan<byte> SnoopMagic => "snoop\0\0\0"u8;

    /// <summary>
    /// The format of an input that starts with these octets. Four are enough for pcap and pcapng, snoop needs eight; with fewer the answer is
    /// <see cref="CaptureFormat.Unknown"/>.
    /// </summary>
    public static CaptureFormat Detect(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(PcapngMagic))
        {
            return CaptureFormat.Pcapng;
        }
        if (start.StartsWith(SnoopMagic))
        {
            return CaptureFormat.Snoop;
        }
        return PcapVariant.TryDetect(start, out _) ? CaptureFormat.Pcap : CaptureFormat.Unknown;
    }

    /// <summary>
    /// Opens a capture that starts at the stream's position. Null when it is empty, in no known format or cannot be read: the problem is then in
    /// <paramref name="input"/> and the stream is closed. Otherwise the reader owns the stream.
    /// </summary>
    public static CaptureReader? Open(Stream stream, CaptureInput input, ReaderLimits? limits = null)
    {
        var octets = new OctetBuffer(stream, (limits ?? ReaderLimits.Default).BufferOctets);
        // Only as many octets are waited for as the answer needs: a live pcap stream may have sent its header and nothing else.
        CaptureFormat format = octets.Require(4) ? Detect(octets.Peek(4)) : CaptureFormat.Unknown;
        if (format == CaptureFormat.Unknown && octets.Require(MagicLength))
        {
            format = Detect(octets.Peek(MagicLength));
        }
        return Read(format, octets, input, limits ?? ReaderLimits.Default);
    }

    static CaptureReader? Read(CaptureFormat format, OctetBuffer octets, CaptureInput input, ReaderLimits limits)
    {
        switch (format)
        {
            case CaptureFormat.Pcap:
                return new PcapReader(octets, input, limits);
            case CaptureFormat.Pcapng:
                return new PcapngReader(octets, input, limits);
            case CaptureFormat.Snoop:
                return new SnoopReader(octets, input, limits);
            case CaptureFormat.Unknown:
                input.Problems.Add(WhyUnknown(octets));
                input.OctetsRead = Math.Min(octets.Available, MagicLength);
                octets.Dispose();
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "No such format.");
        }
    }

    static InputProblem WhyUnknown(OctetBuffer octets)
    {
        if (octets.Failure is { } failure)
        {
            return failure;
        }
        return octets.Available == 0
            ? new(InputProblemKind.Empty, 0, "no octets")
            : new(InputProblemKind.NotACapture, 0, $"starts with {Convert.ToHexStringLower(octets.Peek(Math.Min(octets.Available, MagicLength)))}, which is no capture format");
    }
}
