using System;
using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;
using FinTracer.Tests.TestKit.Wire;
using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>The same conversation in 802.11 frames, bare and behind the headers that capture cards put before them, through the whole program.</summary>
public sealed class WirelessTests : IDisposable
{
    const string Wired = "captures/server-closes-first/server.pcap";
    const int EthernetHeader = 14;
    const int LinkTypePpi = 192;

    // QoS data to the access point, no frame check sequence; then LLC/SNAP with the EtherType (IEEE 802.11-2020 §9.3.2.1, RFC 1042).
    static readonly byte[] Data =
    [
        0x88, 0x01, 0, 0, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 3, 0x10, 0, 0, 0,
        0xAA, 0xAA, 3, 0, 0, 0,
    ];

    static readonly byte[] Radiotap = [0, 0, 8, 0, 0, 0, 0, 0];

    // Version and flags, length of the header, link type of what follows: 105 (CACE PPI 1.0.10).
    static readonly byte[] Ppi = [0, 0, 8, 0, 105, 0, 0, 0];

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public static TheoryData<int, byte[]> Links => new()
    {
        { (int)LinkType.Ieee80211, [] },
        { (int)LinkType.Ieee80211Radiotap, Radiotap },
        { LinkTypePpi, Ppi },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Links))]
    public void A_connection_in_wireless_frames_is_told_like_one_on_Ethernet(int link, byte[] before)
    {
        string path = Path.Combine(_folder, "wireless.pcap");
        List<MemoryFrame> frames = [];
        using (CaptureReader reader = CaptureFormats.Open(File.OpenRead(Path.Combine(Repository.Root, Wired)), new CaptureInput("wired"))!)
        {
            while (reader.TryRead(out Frame frame))
            {
                byte[] octets = [.. before, .. Data, .. frame.Data[(EthernetHeader - 2)..]];
                frames.Add(new MemoryFrame(frame.TimestampNs, (uint)octets.Length, octets));
            }
        }

        File.WriteAllBytes(path, PcapWriter.Write((LinkType)link, frames));

        (int exit, string told, string error) = Fintracer.Run("analyze", path, "--format", "ndjson");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("\"kind\":\"graceful\",\"active_closer\":\"responder\"", told, StringComparison.Ordinal);
        Assert.Equal(Fintracer.Run("analyze", Wired, "--format", "ndjson").Output, told.Replace(path, Wired, StringComparison.Ordinal));
    }
}
