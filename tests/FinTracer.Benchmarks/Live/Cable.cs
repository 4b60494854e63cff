using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using FinTracer.Benchmarks.SideBySide;

namespace FinTracer.Benchmarks.Live;

/// <summary>A veth pair between two network namespaces, without addresses: what one end sends arrives at the other, and no stack answers.</summary>
internal sealed class Cable : IDisposable
{
    /// <summary>The end that sends.</summary>
    public const string SendingCard = "tx0";

    /// <summary>The end that is captured on.</summary>
    public const string CapturedCard = "rx0";

    readonly string _ip = Tool.Find("ip") ?? throw new BenchmarkException("ip is not installed (Debian: iproute2)");
    readonly List<string> _made = [];

    public Cable()
    {
        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        (Sending, Captured) = ("ftb-tx-" + id, "ftb-rx-" + id);
        try
        {
            foreach (string host in new[] { Sending, Captured })
            {
                Ip("netns", "add", host);
                _made.Add(host);
            }

            Ip("link", "add", SendingCard, "mtu", "2000", "netns", Sending, "type", "veth", "peer", "name", CapturedCard, "mtu", "2000", "netns", Captured);
            Ip("-n", Sending, "link", "set", SendingCard, "up");
            Ip("-n", Captured, "link", "set", CapturedCard, "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Namespace of the end that sends.</summary>
    public string Sending { get; }

    /// <summary>Namespace of the end that is captured on.</summary>
    public string Captured { get; }

    /// <summary>Packets that the captured end has received, by the interface's own counter.</summary>
    public long Arrived()
    {
        (string output, int exitCode) = Tool.Run(_ip, ["netns", "exec", Captured, "cat", $"/sys/class/net/{CapturedCard}/statistics/rx_packets"]);
        return exitCode == 0 && long.TryParse(output.Trim(), CultureInfo.InvariantCulture, out long packets)
            ? packets
            : throw new BenchmarkException($"{CapturedCard}: its counter cannot be read: {output.Trim()}");
    }

    /// <summary>Command that runs another one in the captured namespace.</summary>
    public IReadOnlyList<string> AtCaptured(IEnumerable<string> command) => [_ip, "netns", "exec", Captured, .. command];

    /// <summary>The file that stands for a namespace.</summary>
    public static string FileOf(string host) => Path.Combine("/run/netns", host);

    public void Dispose()
    {
        foreach (string host in _made)
        {
            Tool.Run(_ip, ["netns", "delete", host]); // and the cable with it
        }
    }

    void Ip(params string[] arguments)
    {
        (string said, int exitCode) = Tool.Run(_ip, arguments);
        if (exitCode != 0)
        {
            throw new BenchmarkException($"ip {string.Join(' ', arguments)}: {said.Trim()} (network namespaces need root)");
        }
    }
}
