using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using FinTracer.Findings;
using FinTracer.Lab.Truth;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>A big story (ab against nginx, ports that run out) at one host: FinTracer's sums against the kernel's counts.</summary>
static class CrowdComparison
{
    const long NsPerSecond = 1_000_000_000;

    /// <summary>Connections at a time (ab -c 20): so many have taken a four-tuple out of TIME_WAIT and not yet given it back.</summary>
    const long InFlight = 20;

    /// <summary>Everything that is compared.</summary>
    public static void Check(Recording recording, string vantage)
    {
        CheckSums(recording, vantage);
        CheckTimeWaitsHeld(recording, vantage);
        CheckPorts(recording, vantage);
    }

    /// <summary>Sums are the kernel's counts.</summary>
    static void CheckSums(Recording recording, string vantage)
    {
        CrowdTruth crowd = recording.Truth.Crowd!;
        CloseSummary total = Sums(recording, vantage).Total;

        Assert.Equal(crowd.Connections, total.Connections);
        Assert.Equal(crowd.ClosedFirst["client"], Of(total.ActiveClosers, ActiveCloser.Initiator));
        Assert.Equal(crowd.ClosedFirst["server"], Of(total.ActiveClosers, ActiveCloser.Responder));
        Assert.Equal(crowd.Resets.Values.Sum(), total.Resets);
        Assert.Equal(crowd.TimeWaitEntered["client"], total.InitiatorTimeWait.Entered);
        Assert.Equal(crowd.TimeWaitEntered["server"], total.ResponderTimeWait.Entered);
        Assert.Equal(crowd.TimeWaitReplaced["client"], total.InitiatorTimeWait.Reused);
        Assert.Equal(crowd.TimeWaitReplaced["server"], total.ResponderTimeWait.Reused);
        Assert.Equal(crowd.TimeWaitReplaced.Values.Sum(), total.TuplesReusedInTimeWait);
    }

    /// <summary>TIME_WAITs held over time are what the kernel lists.</summary>
    static void CheckTimeWaitsHeld(Recording recording, string vantage)
    {
        CaptureSummary sums = Sums(recording, vantage);
        foreach ((string host, string address, Func<HeldTruth, int> listed) in
            ((string, string, Func<HeldTruth, int>)[])[("client", recording.Truth.Client, h => h.Client), ("server", recording.Truth.Server, h => h.Server)])
        {
            HostSummary summary = sums.Hosts.Single(h => h.Address == AddressOf(address));
            Assert.Equal(recording.Truth.Crowd!.TimeWaitEntered[host], summary.TimeWait.Entered);
            Assert.Equal(recording.Truth.Crowd.ClosedFirst[host], summary.AsActiveCloser);

            // The last sample was taken when all was quiet: there the curve must be exact. The others lie between the ends of their second,
            // give or take what is in flight.
            Assert.Equal(listed(recording.Truth.Crowd.Held[^1]), HeldAt(summary, long.MaxValue));
            foreach (HeldTruth sample in recording.Truth.Crowd.Held)
            {
                long second = sample.TimeNs / NsPerSecond * NsPerSecond;
                long atStart = HeldAt(summary, second - NsPerSecond), atEnd = HeldAt(summary, second);
                Assert.InRange(listed(sample), Math.Min(atStart, atEnd) - InFlight, Math.Max(atStart, atEnd) + InFlight);
            }

            // So the peak is the kernel's greatest sample, or what one second can add to it unseen.
            long greatest = recording.Truth.Crowd.Held.Max(listed);
            long busiest = sums.Ports.Max(p => p.BusiestSecond);
            Assert.InRange(summary.TimeWait.Peak.Held, greatest - InFlight, greatest + busiest);
        }
    }

    /// <summary>Ports used are those that the kernel gave out.</summary>
    static void CheckPorts(Recording recording, string vantage)
    {
        CrowdTruth crowd = recording.Truth.Crowd!;
        CaptureSummary sums = Sums(recording, vantage);
        PortBudget ports = Assert.Single(sums.Ports);
        (ushort first, ushort last) = PortRange(recording.Truth);

        Assert.Equal(AddressOf(recording.Truth.Client), ports.Group.Initiator);
        Assert.Equal(recording.Truth.ServerPort, ports.Group.Responder.Port);
        Assert.Equal(last - first + 1, ports.PortsInRange);
        Assert.Equal(crowd.TimeWaitEntered["client"], ports.TimeWaitsEntered);
        Assert.All(recording.Reports[vantage], r => Assert.InRange(r.Initiator.Port, first, last));

        // Every connection but the first of its port took the port over.
        Assert.Equal(crowd.Connections - ports.DistinctPorts, sums.Total.TuplesReused);
        if (crowd.FailedOpens > 0)
        {
            Assert.Equal(ports.PortsInRange, ports.DistinctPorts);
            Assert.Equal(ports.PortsInRange, ports.PeakHeld.Held);
        }
    }

    static CaptureSummary Sums(Recording recording, string vantage)
    {
        (ushort first, ushort last) = PortRange(recording.Truth);
        var sums = new CaptureSums(new SumsOptions { FirstLocalPort = first, LastLocalPort = last });
        foreach (ConnectionReport report in recording.Reports[vantage]) { sums.Add(report); }
        return sums.Summarize();
    }

    static (ushort First, ushort Last) PortRange(TruthFile truth)
    {
        string[] range = truth.Settings["client"]["net.ipv4.ip_local_port_range"].Split(' ');
        return (ushort.Parse(range[0], CultureInfo.InvariantCulture), ushort.Parse(range[1], CultureInfo.InvariantCulture));
    }

    /// <summary>How many were held at the end of the second that begins then.</summary>
    static long HeldAt(HostSummary host, long secondNs) => host.TimeWaitHeld.LastOrDefault(p => p.TimeNs <= secondNs).Held;

    static UInt128 AddressOf(string text)
    {
        byte[] octets = IPAddress.Parse(text).MapToIPv6().GetAddressBytes();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets);
    }

    static long Of<T>(IReadOnlyList<Counted<T>> counts, T value)
        where T : struct, Enum => counts.FirstOrDefault(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Count;
}
