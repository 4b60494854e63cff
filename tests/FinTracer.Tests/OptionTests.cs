using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace FinTracer.Tests;

/// <summary>The options of <c>analyze</c>, each by what it changes.</summary>
public sealed class OptionTests : IDisposable
{
    const string Exchange = "captures/server-closes-first/client.pcap";
    const string Crowd = "captures/ports-run-out/client.pcap.zst";

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Time_wait_moves_the_expiry()
    {
        double linux = Expiry("linux"), windows = Expiry("windows"), seconds = Expiry("7.5");
        Assert.Equal((60.0, 120.0, 7.5), (linux, windows, seconds));
        Assert.Equal((30.0, 60.0, 240.0), (Expiry("macos"), Expiry("freebsd"), Expiry("rfc")));
    }

    [Fact]
    public void A_host_leaves_out_the_connections_of_others()
    {
        JsonElement[] all = Records(Exchange);
        string host = all[0].GetProperty("initiator").GetProperty("address").GetString()!;
        Assert.Equal(all.Length, Records(Exchange, "--host", host).Length);
        Assert.Empty(Records(Exchange, "--host", "192.0.2.1"));
    }

    [Fact]
    public void Max_connections_bounds_what_is_held_and_says_who_left()
    {
        JsonElement[] records = Records(Crowd, "--max-connections", "100");
        Assert.True(records.Count(r => r.GetProperty("evicted").GetBoolean()) > 1000);
        Assert.DoesNotContain(Records(Crowd), r => r.GetProperty("evicted").GetBoolean());
    }

    [Fact]
    public void A_filter_leaves_out_what_it_does_not_match()
    {
        Sources.Libpcap.SkipUnlessInstalled();
        Assert.Empty(Records(Exchange, "-f", "tcp port 81"));
        Assert.Single(Records(Exchange, "-f", "tcp port 80"));
        Assert.Equal(2, Fintracer.Run("analyze", Exchange, "-f", "tcp prot 80").ExitCode);
    }

    [Fact]
    public void Segments_with_bad_checksums_can_be_ignored()
    {
        string path = Path.Combine(_folder, "damaged.pcap");
        File.WriteAllBytes(path, WithDamagedFins(File.ReadAllBytes(Path.Combine(Repository.Root, Exchange))));
        Assert.Equal("graceful", Kind(path));
        Assert.Equal("open", Kind(path, "--ignore-bad-checksums"));
        Assert.Equal("graceful", Kind(Exchange, "--ignore-bad-checksums"));
    }

    [Fact]
    public void Top_bounds_the_connections_listed()
    {
        string listed = Fintracer.Run("analyze", Crowd, "--top", "2").Output;
        Assert.Contains("1,998 more", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_told_by_content()
    {
        string path = Path.Combine(_folder, "no-ending");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(Path.Combine(Repository.Root, Exchange)));
        }

        Assert.Equal(Fintracer.Run("analyze", Exchange, "--format", "ndjson").Output, Fintracer.Run("analyze", path, "--format", "ndjson").Output);
    }

    static string? Kind(string path, params string[] options) => Assert.Single(Records(path, options)).GetProperty("close").GetProperty("kind").GetString();

    /// <summary>One bit of the TCP checksum of every segment with a FIN is turned: Ethernet, IPv4 without options.</summary>
    static byte[] WithDamagedFins(byte[] capture)
    {
        const int fileHeader = 24, record = 16, tcp = 14 + 20;
        for (int at = fileHeader; at < capture.Length; at += record + BitConverter.ToInt32(capture, at + 8))
        {
            int segment = at + record + tcp;
            capture[segment + 16] ^= (byte)(capture[segment + 13] & 1);
        }

        return capture;
    }

    static double Expiry(string profile)
    {
        JsonElement held = Assert.Single(Records(Exchange, "--time-wait", profile)).GetProperty("time_wait")[0];
        return (held.GetProperty("expires_time").GetDateTimeOffset() - held.GetProperty("entered_time").GetDateTimeOffset()).TotalSeconds;
    }

    static JsonElement[] Records(string input, params string[] options)
        => [.. Fintracer.Run(["analyze", input, "--format", "ndjson", .. options]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
}
