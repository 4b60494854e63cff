using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Scripting;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Core.Tests.Findings;

/// <summary>Each finding, by a capture that has it and one that nearly has it.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("Resets/t06-keep-alive-race", FindingCode.KeepaliveRace)]
    [InlineData("Resets/t06-keep-alive-race-just-idle", FindingCode.KeepaliveRace)]
    [InlineData("Resets/t06-not-idle-enough-for-a-race", FindingCode.DataAfterClose)]
    [InlineData("Resets/t05-data-crossed-fin", FindingCode.DataAfterClose)]
    [InlineData("Resets/t04-unread-data", FindingCode.UnreadDataAborts)]
    [InlineData("Resets/t03-linger-zero", FindingCode.LingerZeroAborts)]
    [InlineData("Resets/t04-answered-initiator-aborts", FindingCode.Aborts)]
    [InlineData("Resets/t07-fin-wait-2-expired-data", FindingCode.CloseWaitLeak)]
    [InlineData("Close/half-closed-at-end", FindingCode.CloseWaitLeak)]
    [InlineData("Resets/t14-half-open-restart", FindingCode.HalfOpenPeers)]
    [InlineData("Resets/t17-keepalive-timeout", FindingCode.KeepaliveTimeouts)]
    [InlineData("Resets/t22-injected", FindingCode.MiddleboxResets)]
    [InlineData("Resets/t23-both-directions-after-idle", FindingCode.MiddleboxResets)]
    [InlineData("Resets/t01-refused", FindingCode.Refused)]
    [InlineData("Close/not-established-unanswered", FindingCode.SynUnanswered)]
    [InlineData("Resets/t19-listener-closed", FindingCode.ListenerClosed)]
    [InlineData("Resets/t19-overflow-answers-the-handshake-ack", FindingCode.AcceptQueueFull)]
    [InlineData("TimeWait/assassination", FindingCode.TimeWaitAssassination)]
    [InlineData("TimeWait/never-kept", FindingCode.TimeWaitNotKept)]
    [InlineData("Resets/t09-late-duplicate-to-closed", FindingCode.LateSegments)]
    [InlineData("OneSided/only-active-closer", FindingCode.CaptureOneSided)]
    public void A_capture_that_has_it(string script, FindingCode code) => Assert.Contains(code, CodesOf(script));

    [Theory]
    [InlineData("Resets/t05-data-crossed-fin", FindingCode.KeepaliveRace)] // not idle before the close
    [InlineData("Resets/t06-not-idle-enough-for-a-race", FindingCode.KeepaliveRace)] // 1 ms short of half a second
    [InlineData("Resets/t06-server-that-said-nothing-is-no-race", FindingCode.KeepaliveRace)]
    [InlineData("Resets/t06-keep-alive-race", FindingCode.DataAfterClose)] // told as the race it is
    [InlineData("Resets/t03-linger-zero", FindingCode.UnreadDataAborts)]
    [InlineData("Resets/t04-unread-data", FindingCode.LingerZeroAborts)]
    [InlineData("Resets/t04-answered-initiator-aborts", FindingCode.LingerZeroAborts)]
    [InlineData("Resets/t04-answered-initiator-aborts", FindingCode.UnreadDataAborts)]
    [InlineData("Resets/t06-data-after-close", FindingCode.CloseWaitLeak)]
    [InlineData("Close/half-close-with-data", FindingCode.CloseWaitLeak)] // closed late, but closed
    [InlineData("Resets/t15-half-open-reconnect", FindingCode.HalfOpenPeers)]
    [InlineData("Close/keepalive-probes-are-not-data", FindingCode.KeepaliveTimeouts)]
    [InlineData("Resets/t22-not-injected-by-missing-options-alone", FindingCode.MiddleboxResets)]
    [InlineData("Resets/t02-unexpected-syn-ack", FindingCode.Refused)]
    [InlineData("Close/handshake-incomplete", FindingCode.SynUnanswered)]
    [InlineData("Resets/t19-listener-closed", FindingCode.AcceptQueueFull)]
    [InlineData("Resets/t19-overflow-answers-the-handshake-ack", FindingCode.ListenerClosed)]
    [InlineData("Resets/t19-overflow-answers-the-handshake-ack", FindingCode.Aborts)]
    [InlineData("Resets/t04-unread-data", FindingCode.Aborts)] // told by its own name
    [InlineData("Resets/t29-abort-in-fin-wait-1", FindingCode.Aborts)] // after its own FIN: closed already
    [InlineData("TimeWait/expired", FindingCode.TimeWaitAssassination)]
    [InlineData("TimeWait/expired", FindingCode.TimeWaitNotKept)]
    [InlineData("Rfc9293/figure-12", FindingCode.LateSegments)]
    [InlineData("Resets/t01-refused", FindingCode.CaptureOneSided)]
    [InlineData("Rfc9293/figure-12", FindingCode.ServerClosesFirst)] // one connection shows nothing about a server
    public void A_capture_that_nearly_has_it(string script, FindingCode code) => Assert.DoesNotContain(code, CodesOf(script));

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void A_server_closes_first_when_enough_connections_show_it(int connections, bool found)
    {
        Finding? finding = Find(ServerClosesEach(connections, 5, 1000), FindingCode.ServerClosesFirst);
        Assert.Equal(found, finding is not null);
        if (finding is null) { return; }
        Assert.Equal((20, 20, Role.Responder), (finding.Connections, finding.OfConnections, finding.Side!.Value));
        Assert.Equal(20, finding[FindingMeasure.TimeWaitsEntered]);
        Assert.Equal(Millisecond, finding[FindingMeasure.IdleMedian]);
        Assert.Equal(SignsKept, finding.Evidence.Count);
    }

    [Fact]
    public void A_server_that_closes_every_second_connection_first_is_told_and_less_is_not()
    {
        IEnumerable<ConnectionReport> half = Clients(50, Role.Responder).Concat(Clients(50, Role.Initiator));
        IEnumerable<ConnectionReport> less = Clients(49, Role.Responder).Concat(Clients(51, Role.Initiator));
        Assert.NotNull(Find(half, FindingCode.ServerClosesFirst));
        Assert.Null(Find(less, FindingCode.ServerClosesFirst));
    }

    /// <summary>200 ports: 196 held are all, 195 are near; each stays for the length of TIME-WAIT.</summary>
    [Theory]
    [InlineData(195, FindingCode.PortExhaustionNear)]
    [InlineData(196, FindingCode.PortExhausted)]
    [InlineData(200, FindingCode.PortExhausted)]
    [InlineData(99, null)]
    [InlineData(100, FindingCode.PortExhaustionNear)]
    public void Ports_held_against_the_range(int connections, FindingCode? expected)
    {
        var options = new SumsOptions { FirstLocalPort = 40000, LastLocalPort = 40199 };
        IEnumerable<ConnectionReport> clients = Clients(connections, Role.Initiator, gapNs: Second);
        FindingCode?[] found = [.. Findings(clients, options).Select(finding => (FindingCode?)finding.Code).Where(code => code is FindingCode.PortExhausted or FindingCode.PortExhaustionNear)];
        Assert.Equal(expected is null ? [] : [expected], found);
    }

    /// <summary>When connections go on at their rate while all ports are held, the ports are not what holds them back.</summary>
    [Theory]
    [InlineData(40, FindingCode.PortExhausted)]
    [InlineData(160, FindingCode.PortExhaustionNear)]
    public void Ports_are_exhausted_when_no_more_connections_come(int later, FindingCode expected)
    {
        var options = new SumsOptions { FirstLocalPort = 40000, LastLocalPort = 40199 };
        IEnumerable<ConnectionReport> filling = Clients(200, Role.Initiator, gapNs: 50 * Millisecond);
        IEnumerable<ConnectionReport> shortLived = Enumerable.Range(0, later).Select(
            i => Open(1000 + i, "10.0.0.1:40000", startNs: Epoch + (11 * Second) + (i * 50 * Millisecond)).ClosedBy(Role.Responder));
        FindingCode[] found = [.. Findings([.. filling, .. shortLived], options, endNs: Epoch + (20 * Second)).Select(finding => finding.Code)];
        Assert.Contains(expected, found);
        Assert.Single(found, code => code is FindingCode.PortExhausted or FindingCode.PortExhaustionNear);
    }

    /// <summary>
    /// A range of twenty ports is used up within 20 ms and held for 20 ms more; the connections go on for long when it has been given back. It is
    /// found wherever that falls in a second.
    /// </summary>
    [Fact]
    public void Ports_that_run_out_within_a_second_are_found_wherever_it_begins() => Gen.Long[0, Second].Sample(shift =>
    {
        long start = Epoch + shift;
        var options = new SumsOptions { FirstLocalPort = 40000, LastLocalPort = 40019 };
        IEnumerable<ConnectionReport> burst = Enumerable.Range(0, 20).Select(
            i => Open(i + 1, $"10.0.0.1:{40000 + i}", startNs: start + (i * Millisecond)).ClosedBy(Role.Initiator, TimeWaitEnding.Assassinated, start + (40 * Millisecond)));
        IEnumerable<ConnectionReport> later = Enumerable.Range(0, 2000).Select(
            i => Open(100 + i, "10.0.0.1:40000", startNs: start + Second + (i * Millisecond)).ClosedBy(Role.Responder));
        Finding finding = Assert.Single(Findings([.. burst, .. later], options, endNs: start + (5 * Second)), finding => finding.Code == FindingCode.PortExhausted);
        Assert.Equal(20, finding[FindingMeasure.PeakHeld]);
        Assert.InRange(finding[FindingMeasure.FullFor]!.Value, Millisecond, 40 * Millisecond);
        Assert.InRange(finding[FindingMeasure.PeakTime]!.Value, start, start + (40 * Millisecond));
    });

    /// <summary>235.3 connections a second use 28,232 ports up in two minutes, half as fast as TIME-WAIT gives them back.</summary>
    [Theory]
    [InlineData(236, true)]
    [InlineData(234, false)]
    public void Ports_are_near_their_end_when_connections_come_at_half_the_rate_that_uses_them_up(int perSecond, bool near)
    {
        IEnumerable<ConnectionReport> clients = Clients(perSecond * 3, Role.Initiator, gapNs: Second / perSecond);
        Finding? finding = Find(clients, FindingCode.PortExhaustionNear);
        Assert.Equal(near, finding is not null);
        if (finding is null) { return; }
        Assert.InRange(finding[FindingMeasure.ConnectsPerSecond]!.Value, (perSecond - 1) * 1000, (perSecond + 1) * 1000);
        Assert.Equal(470_533, finding[FindingMeasure.RunsOutPerSecond]);
    }

    [Fact]
    public void A_client_whose_server_closes_first_burns_no_ports() =>
        Assert.Null(Find(Clients(3000, Role.Responder, gapNs: Millisecond), FindingCode.PortExhaustionNear));

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public void A_client_that_closes_first_piles_time_waits_up(int connections, bool found)
    {
        Finding? finding = Find(Clients(connections, Role.Initiator, gapNs: 10 * Millisecond), FindingCode.TimeWaitPileUp);
        Assert.Equal(found, finding is not null);
        if (found) { Assert.Equal(500, finding![FindingMeasure.PeakHeld]); }
    }

    /// <summary>What a leak looks like depends on what the capture shows of the time after: ten seconds of silence, as it is by default.</summary>
    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_close_wait_is_a_leak_when_nothing_was_heard_of_it_for_long(int seconds, bool found)
    {
        ConnectionReport left = Left();
        ConnectionReport later = Open(2, startNs: left.LastTimeNs + (seconds * Second));
        Finding? finding = Find([left, later], FindingCode.CloseWaitLeak);
        Assert.Equal(found, finding is not null);
        if (found) { Assert.Equal((Role.Responder, 1L), (finding!.Side!.Value, finding.Connections)); }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Many_leaks_are_a_pile_at_the_other_side(int connections, bool found)
    {
        ConnectionReport[] left = [.. Enumerable.Range(1, connections).Select(id => Left(id))];
        Finding? finding = Find([.. left, Open(99, startNs: Epoch + (60 * Second))], FindingCode.FinWait2PileUp);
        Assert.Equal(found, finding is not null);
        if (found) { Assert.Equal(Role.Initiator, finding!.Side); }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Four_tuples_reused_in_time_wait(int reused, bool found)
    {
        IEnumerable<ConnectionReport> connections = Enumerable.Range(0, 20).Select(i => Open(i) with { Reuse = i < reused ? ReusedFromTimeWait : null });
        Finding? finding = Find(connections, FindingCode.TimeWaitReuse);
        Assert.Equal(found, finding is not null);
        if (found) { Assert.Equal((7 * Second, 0L), (finding![FindingMeasure.ReusedAfterShortest], finding[FindingMeasure.ByTimestampOnly])); }
    }

    [Theory]
    [InlineData(1, 100, true)]
    [InlineData(1, 101, false)]
    public void Unexplained_aborts_are_told_from_a_hundredth_of_a_services_connections_on(int aborted, int connections, bool found)
    {
        IEnumerable<ConnectionReport> all = Enumerable.Range(0, connections).Select(i => i < aborted ? Open(i).WithReset(LateReset(ResetCause.Abort, Role.Responder)) : Open(i));
        Finding? finding = Find(all, FindingCode.Aborts);
        Assert.Equal(found, finding is not null);
        if (found) { Assert.Equal((Role.Responder, 1L, 100L), (finding!.Side!.Value, finding.Connections, finding.OfConnections)); }
    }

    [Fact]
    public void A_syn_that_time_wait_accepted_lost_no_time() => Assert.Null(Find([Open() with { Reuse = ReusedFromTimeWait }], FindingCode.SynInTimeWait));

    [Fact]
    public void A_syn_that_met_time_wait_is_told_once()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Responder, TimeWaitEnding.Assassinated, Epoch + Second).WithReset(LateReset(ResetCause.SynInTimeWait, Role.Initiator));
        Assert.Equal([FindingCode.SynInTimeWait], Codes([connection]));
    }

    [Theory]
    [InlineData(2, true)] // of 290 + 2
    [InlineData(0, false)]
    public void Missing_octets_are_told_from_a_hundredth_on(int missing, bool found)
    {
        ConnectionReport connection = Open() with { InitiatorSent = new SenderCounts(5, 90, 0, 0, missing * 2) };
        Assert.Equal(found, Find([connection], FindingCode.CaptureLossy) is not null);
    }

    [Fact]
    public void What_the_capturing_system_dropped_is_told_whatever_the_connections_show()
    {
        var sums = new CaptureSums(new SumsOptions());
        sums.Add(Open());
        Finding finding = Assert.Single(sums.Summarize(new FrameCounts { DroppedBySystem = 7 }).Findings);
        Assert.Equal((FindingCode.CaptureLossy, 7L), (finding.Code, finding[FindingMeasure.DroppedBySystem]));
        Assert.Empty(sums.Summarize(new FrameCounts { DroppedBySystem = 0 }).Findings);
    }

    [Fact]
    public void Findings_of_a_scan_are_told_together_beyond_the_first_ten()
    {
        IEnumerable<ConnectionReport> scan = Enumerable.Range(1, 500).Select(port => Open(port, responder: $"10.0.0.2:{port}").WithReset(LateReset(ResetCause.Refused)) with
        {
            FirstFrame = new FrameId(0, port),
        });
        Finding[] findings = Findings(scan);
        Assert.Equal(11, findings.Length);
        Finding rest = Assert.Single(findings, finding => finding.Service is null);
        Assert.Equal((490L, 490L, FindingCode.Refused), (rest.Connections, rest[FindingMeasure.Services]!.Value, rest.Code));
    }

    [Fact]
    public void The_weightiest_stands_first_and_what_is_rare_weighs_less()
    {
        ConnectionReport[] connections = [.. Clients(1000, Role.Responder), Open(2000).WithReset(LateReset(ResetCause.HalfOpen))];
        Finding[] findings = Findings(connections);
        Assert.Equal(findings.OrderByDescending(finding => finding.Weight), findings);
        int alone = Find([connections[^1]], FindingCode.HalfOpenPeers)!.Weight;
        Assert.True(findings.Single(finding => finding.Code == FindingCode.HalfOpenPeers).Weight < alone);
    }

    [Fact]
    public void A_threshold_that_is_changed_counts()
    {
        var options = new SumsOptions { Thresholds = FindingThresholds.Default.With(FindingCode.ServerClosesFirst, new(5, 0.5)) };
        Assert.Contains(Findings(Clients(5, Role.Responder), options), finding => finding.Code == FindingCode.ServerClosesFirst);
        Assert.DoesNotContain(Findings(Clients(4, Role.Responder), options), finding => finding.Code == FindingCode.ServerClosesFirst);
    }

    [Fact]
    public void Evidence_is_the_first_few_by_frame_whatever_the_order()
    {
        ConnectionReport[] connections = [.. Enumerable.Range(1, 40).Select(i => Open(i, startNs: Epoch + i).WithReset(LateReset(ResetCause.HalfOpen) with { Frame = new FrameId(0, 100 + i) }))];
        Finding[] found = [Find(connections, FindingCode.HalfOpenPeers)!, Find(connections.Reverse(), FindingCode.HalfOpenPeers)!];
        Assert.All(found, finding => Assert.Equal([101, 102, 103], finding.Evidence.Select(evidence => (int)evidence.Frame.Number)));
        Assert.All(found, finding => Assert.Equal([1, 2, 3], finding.Evidence.Select(evidence => (int)evidence.Connection)));
    }

    /// <summary>Connections kept as evidence.</summary>
    const int SignsKept = 3;

    static IEnumerable<ConnectionReport> Clients(int count, Role closer, long gapNs = 100 * Millisecond) => Enumerable.Range(0, count).Select(
        i => Open(i + 1, $"10.0.0.1:{40000 + (i % 20000)}", startNs: Epoch + (i * gapNs)).ClosedBy(closer));

    /// <summary>Closed by the initiator, acknowledged, and never closed by the responder.</summary>
    static ConnectionReport Left(int id = 1)
    {
        ConnectionReport closed = Open(id).ClosedBy(Role.Initiator);
        return closed with { TimeWait = [], Close = closed.Close with { Kind = CloseKind.HalfClosed, ResponderFin = null } };
    }

    static FindingCode[] CodesOf(string script)
    {
        PacketScript played = Play.Load(script);
        long end = played.EndNs;
        return [.. Findings(Engine.Trace(played.Segments, new(played.EndNs)), endNs: end).Select(finding => finding.Code)];
    }

    static FindingCode[] Codes(IEnumerable<ConnectionReport> connections) => [.. Findings(connections).Select(finding => finding.Code)];

    static Finding? Find(IEnumerable<ConnectionReport> connections, FindingCode code) => Findings(connections).SingleOrDefault(finding => finding.Code == code);

    static Finding[] Findings(IEnumerable<ConnectionReport> connections, SumsOptions? options = null, long? endNs = null)
    {
        var sums = new CaptureSums(options ?? new SumsOptions());
        foreach (ConnectionReport connection in connections) { sums.Add(connection); }
        return [.. sums.Summarize(captureEndNs: endNs).Findings];
    }
}
