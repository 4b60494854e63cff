using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Findings;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Core.Tests.Findings;

public sealed class CaptureSumsTests
{
    static readonly SumsOptions Linux = new();

    /// <summary>Start of the 128th part of a second that a time lies in.</summary>
    static long CellOf(long timeNs) => timeNs - (timeNs % (Second / 128));

    /// <summary>A live capture may run for weeks: its sums follow services, hosts, ports and seconds, and each of those has had its first connection here.</summary>
    [Fact]
    public void Sums_do_not_grow_with_the_number_of_connections()
    {
        const int count = 50_000;
        var sums = new CaptureSums(new SumsOptions());
        AddAll();
        long again = AddAll();
        Assert.True(again < count, $"{again} octets for {count} connections more");

        long AddAll()
        {
            long taken = 0;
            for (int i = 0; i < count; i++)
            {
                ConnectionReport connection = Open(i + 1, $"10.0.0.1:{32_768 + (i % 28_000)}", startNs: Epoch + (i % 100 * Second)).ClosedBy(Role.Responder);
                long before = GC.GetAllocatedBytesForCurrentThread();
                sums.Add(connection);
                taken += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return taken;
        }
    }

    /// <summary>A flood makes up addresses; what it drew is counted for the service it came to, without keeping each of them.</summary>
    [Fact]
    public void Initiators_of_a_flood_are_counted_and_not_kept()
    {
        IEnumerable<ConnectionReport> flood = Enumerable.Range(0, 1000).Select(i => Open(i + 1, $"192.0.{i / 250}.{i % 250}:1024") with { Established = false, Evicted = true });
        CaptureSummary summary = SumsOf([.. flood, Open(2000).ClosedBy(Role.Initiator)]).Summarize();

        Assert.Equal((1001, 1000), (Assert.Single(summary.Services).Close.Connections, summary.Total.Evicted));
        Assert.Equal([At("10.0.0.1:1").Address, At("10.0.0.2:1").Address], summary.Hosts.Select(host => host.Address).Order());
        Assert.Single(summary.Ports);
    }

    [Fact]
    public void A_server_that_closes_each_connection_holds_all_time_waits_and_the_client_none()
    {
        CaptureSummary summary = SumsOf(ServerClosesEach(20_000, seconds: 5, ports: 14_000)).Summarize();

        ServiceSummary service = Assert.Single(summary.Services);
        Assert.Equal(At("10.0.0.2:80"), service.Service);
        Assert.Equal(20_000, service.Close.Connections);
        Assert.Equal([new(ActiveCloser.Responder, 20_000)], service.Close.ActiveClosers);
        Assert.Equal([new(CloseKind.Graceful, 20_000)], service.Close.Kinds);
        Assert.Equal(6_000, service.Close.TuplesReused);
        Assert.Equal(6_000, service.Close.TuplesReusedInTimeWait);
        Assert.Equal(0, service.Close.InitiatorTimeWait.Entered);
        Assert.Equal(20_000, service.Close.ResponderTimeWait.Entered);

        Assert.Equal(2, summary.Hosts.Count);
        HostSummary server = summary.Hosts[0], client = summary.Hosts[1];
        Assert.Equal(At("10.0.0.2:80").Address, server.Address);
        Assert.Equal((0, 20_000, 20_000), (server.AsInitiator, server.AsResponder, server.AsActiveCloser));
        Assert.Equal(14_000, server.TimeWait.OpenAtEnd);
        Assert.Equal(6_000, server.TimeWait.Reused);
        Assert.Equal((20_000, 0, 0), (client.AsInitiator, client.AsResponder, client.AsActiveCloser));
        Assert.Equal(0, client.TimeWait.Entered);
        Assert.Empty(client.TimeWaitHeld);

        // From the fourth second on every tuple is in TIME-WAIT but those 32 of the last 8 ms, which are open; in the sixth the last of them has closed.
        Assert.Equal(13_968, server.TimeWaitHeld.Single(point => point.TimeNs == Epoch + (3 * Second)).Held);
        Assert.Equal(new OccupancyPeak(14_000, CellOf(Epoch + (5 * Second) + (7 * Millisecond))), server.TimeWait.Peak);

        PortBudget ports = Assert.Single(summary.Ports);
        Assert.Equal(14_000, ports.DistinctPorts);
        Assert.Equal(28_232, ports.PortsInRange);
        Assert.Equal(0, ports.TimeWaitsEntered);
        Assert.InRange(ports.PeakHeld.Held, 0, 50); // only what is open: the server's TIME-WAITs hold no port of the client
        Assert.Equal(4_000, ports.BusiestSecond);
        Assert.Equal(4_000, ports.ConnectsPerSecond!.Value, 0);
        Assert.Equal(470.5, ports.RunsOutPerSecond, 1);
    }

    [Fact]
    public void A_client_that_closes_first_holds_its_ports_in_time_wait()
    {
        CaptureSummary summary = SumsOf(Enumerable.Range(0, 100).Select(
            i => Open(i + 1, $"10.0.0.1:{40000 + i}", startNs: Epoch + (i * 100 * Millisecond)).ClosedBy(Role.Initiator))).Summarize();

        PortBudget ports = Assert.Single(summary.Ports);
        Assert.Equal(new OccupancyPeak(100, CellOf(Epoch + (9_900 * Millisecond))), ports.PeakHeld);
        Assert.Equal(100, ports.TimeWaitsEntered);
        HostSummary client = summary.Hosts[0];
        Assert.Equal(At("10.0.0.1:1").Address, client.Address);
        Assert.Equal(new OccupancyPeak(100, CellOf(Epoch + (9_908 * Millisecond))), client.TimeWait.Peak);
        Assert.Equal(100, client.TimeWait.OpenAtEnd);
    }

    [Fact]
    public void A_time_wait_leaves_the_count_when_it_ends()
    {
        CaptureSummary summary = SumsOf([Open().ClosedBy(Role.Responder, TimeWaitEnding.Expired, Epoch + (60 * Second))]).Summarize();
        HostSummary server = summary.Hosts[0];
        Assert.Equal([new(Epoch, 1), new(Epoch + (60 * Second), 0)], server.TimeWaitHeld);
        Assert.Equal((1, 1, 0), (server.TimeWait.Entered, server.TimeWait.Expired, server.TimeWait.OpenAtEnd));
    }

    [Fact]
    public void A_time_wait_that_was_never_kept_is_counted_and_not_held()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Responder, TimeWaitEnding.NeverKept);
        HostSummary server = SumsOf([connection]).Summarize().Hosts.Single(host => host.Address == connection.Responder.Address);
        Assert.Equal((0, 1), (server.TimeWait.Entered, server.TimeWait.NeverKept));
        Assert.Equal(default, server.TimeWait.Peak);
    }

    [Fact]
    public void Resets_are_counted_by_cause_and_by_sender_and_bursts_beyond_the_list_too()
    {
        ConnectionReport burst = Open().WithReset(LateReset()).WithReset(LateReset(ResetCause.Abort, Role.Initiator)) with { ResetCount = 70, LateSegmentCount = 3 };
        CaptureSummary summary = SumsOf([burst]).Summarize();
        Assert.Equal(70, summary.Total.Resets);
        Assert.Equal([new(ResetCause.Abort, 1), new(ResetCause.LateData, 1)], summary.Total.ResetCauses);
        Assert.Equal(3, summary.Total.LateSegments);
        Assert.All(summary.Hosts, host => Assert.Equal(1, host.ResetsSent));
    }

    [Fact]
    public void Both_ends_of_a_simultaneous_close_closed_first()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Initiator);
        connection = connection with { Close = connection.Close with { Kind = CloseKind.Simultaneous, ActiveCloser = ActiveCloser.Both } };
        Assert.All(SumsOf([connection]).Summarize().Hosts, host => Assert.Equal(1, host.AsActiveCloser));
    }

    /// <summary>Over the loopback device one address is both ends: a connection is one all the same, and 'ss' shows one TIME-WAIT of each that is closed.</summary>
    [Fact]
    public void A_connection_of_a_host_with_itself_is_one()
    {
        const string host = "127.0.0.1:40000", service = "127.0.0.1:80";
        ConnectionReport simultaneous = Open(3, host, service).ClosedBy(Role.Initiator);
        simultaneous = simultaneous with { Close = simultaneous.Close with { Kind = CloseKind.Simultaneous, ActiveCloser = ActiveCloser.Both } };
        CaptureSummary summary = SumsOf(
            [Open(1, host, service).ClosedBy(Role.Initiator), Open(2, host, service).ClosedBy(Role.Responder), simultaneous, Open(4, host, service), Open(5, host)]).Summarize();
        HostSummary loopback = summary.Hosts.Single(h => h.Address == At(host).Address);
        Assert.Equal((5, 4, 4, 5), (loopback.AsInitiator, loopback.AsResponder, loopback.WithItself, loopback.Connections));
        Assert.Equal((3, 3), (loopback.AsActiveCloser, loopback.TimeWait.Entered));
        Assert.Equal((0, 1), (summary.Hosts.Single(h => h.Address != loopback.Address).WithItself, summary.Hosts.Single(h => h.Address != loopback.Address).Connections));
    }

    [Fact]
    public void Times_around_the_close_are_measured_per_service()
    {
        CloseSummary close = SumsOf([Open().ClosedBy(Role.Responder), Open(2)]).Summarize().Services[0].Close;
        Assert.Equal((1, Millisecond), (close.IdleBeforeClose.Count, close.IdleBeforeClose.MaxNs));
        Assert.Equal((1, 2 * Millisecond), (close.FinToFin.Count, close.FinToFin.P50Ns));
    }

    [Fact]
    public void Services_are_ordered_by_connections_then_by_address_and_port()
    {
        IEnumerable<string> services = SumsOf(
            [Open(responder: "10.0.0.9:80"), Open(responder: "10.0.0.2:443"), Open(responder: "10.0.0.2:80"), Open(responder: "10.0.0.9:80")])
            .Summarize().Services.Select(service => service.Service.ToString());
        Assert.Equal(["10.0.0.9:80", "10.0.0.2:80", "10.0.0.2:443"], services);
    }

    [Fact]
    public void An_empty_capture_has_empty_sums()
    {
        CaptureSummary summary = new CaptureSums(Linux).Summarize();
        Assert.Equal(0, summary.Total.Connections);
        Assert.Empty(summary.Services);
        Assert.Empty(summary.Hosts);
        Assert.Empty(summary.Ports);
        Assert.Empty(summary.Findings);
    }

    static CaptureSums SumsOf(IEnumerable<ConnectionReport> connections)
    {
        var sums = new CaptureSums(Linux);
        foreach (ConnectionReport connection in connections) { sums.Add(connection); }
        return sums;
    }

    /// <summary>10.0.0.1 opens three connections and serves one; what it did and what was done to it are told apart.</summary>
    [Fact]
    public void A_host_has_its_own_kinds_closers_causes_and_times_in_both_roles()
    {
        CaptureSummary summary = SumsOf(
        [
            Open(1).ClosedBy(Role.Initiator),
            Open(2).ClosedBy(Role.Responder),
            Open(3).WithReset(LateReset(ResetCause.Refused, Role.Responder)),
            Open(4, "10.0.0.3:40000", "10.0.0.1:80").ClosedBy(Role.Responder).WithReset(LateReset(ResetCause.LateFin, Role.Responder)),
        ]).Summarize();
        HostCloseSummary host = summary.Hosts.Single(h => h.Address == At("10.0.0.1:1").Address).Close;
        Assert.Equal([new(CloseKind.Graceful, 3), new(CloseKind.Open, 1)], host.Kinds.OrderByDescending(kind => kind.Count));
        Assert.Equal((2, 1, 0, 1), (host.ClosedFirst, host.PeerClosedFirst, host.BothClosed, host.NobodyClosed));
        Assert.Equal([new(ResetCause.LateFin, 1)], host.ResetCausesSent);
        Assert.Equal([new(ResetCause.Refused, 1)], host.ResetCausesReceived);
        Assert.Equal((3, 3), (host.IdleBeforeClose.Count, host.FinToFin.Count));
    }

    [Fact]
    public void Each_initiator_and_service_has_its_own_kinds_closers_causes_and_times()
    {
        CaptureSummary summary = SumsOf(
        [
            Open(1).ClosedBy(Role.Initiator),
            Open(2, "10.0.0.3:40000").WithReset(LateReset(ResetCause.Refused, Role.Responder)),
        ]).Summarize();
        CloseSummary closed = summary.Ports.Single(ports => ports.Group.Initiator == At("10.0.0.1:1").Address).Close;
        CloseSummary refused = summary.Ports.Single(ports => ports.Group.Initiator == At("10.0.0.3:1").Address).Close;
        Assert.Equal([new(CloseKind.Graceful, 1)], closed.Kinds);
        Assert.Equal([new(ActiveCloser.Initiator, 1)], closed.ActiveClosers);
        Assert.Equal((1, 1, 0), (closed.IdleBeforeClose.Count, closed.FinToFin.Count, closed.Resets));
        Assert.Equal([new(ResetCause.Refused, 1)], refused.ResetCausesOfResponder);
        Assert.Equal((0, 1), (refused.IdleBeforeClose.Count, refused.Resets));
    }
}
