using System;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Core.Tests.Findings;

/// <summary>When the initiator's port is free again, by the end that the connection took.</summary>
public sealed class PortTallyTests
{
    [Fact]
    public void With_time_wait_at_the_initiator_when_that_ends()
    {
        Assert.Null(PortTally.ReleasedNs(Open().ClosedBy(Role.Initiator)));
        Assert.Equal(Epoch + (60 * Second), PortTally.ReleasedNs(Open().ClosedBy(Role.Initiator, TimeWaitEnding.Expired, Epoch + (60 * Second))));
    }

    [Fact]
    public void With_time_wait_at_the_responder_when_the_initiators_fin_is_acknowledged()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Responder);
        Assert.Equal(connection.Close.InitiatorFin!.Value.AckedTimeNs, PortTally.ReleasedNs(connection));
    }

    [Fact]
    public void When_the_ack_of_its_fin_is_missing_with_the_last_frame()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Responder);
        FinReport unacknowledged = connection.Close.InitiatorFin!.Value with { AckedFrame = default(FrameId), AckedTimeNs = null };
        connection = connection with { Close = connection.Close with { InitiatorFin = unacknowledged } };
        Assert.Equal(connection.LastTimeNs, PortTally.ReleasedNs(connection));
    }

    [Theory]
    [InlineData(CloseKind.Open)]
    [InlineData(CloseKind.HalfClosed)]
    public void While_it_lives_never_in_the_capture(CloseKind kind)
    {
        ConnectionReport connection = Open();
        connection = connection with { Close = connection.Close with { Kind = kind } };
        Assert.Null(PortTally.ReleasedNs(connection));
        Assert.Equal(connection.LastTimeNs, PortTally.ReleasedNs(connection with { Evicted = true }));
    }

    [Theory]
    [InlineData(CloseKind.Refused)]
    [InlineData(CloseKind.Aborted)]
    [InlineData(CloseKind.AbortedAfterFin)]
    public void A_reset_ends_it_when_it_was_effective(CloseKind kind)
    {
        ConnectionReport connection = Open().WithReset(LateReset(effective: false) with { TimeNs = Epoch + 1 }).WithReset(LateReset() with { TimeNs = Epoch + 2 });
        connection = connection with { Close = connection.Close with { Kind = kind } };
        Assert.Equal(Epoch + 2, PortTally.ReleasedNs(connection));
    }

    [Fact]
    public void A_time_wait_that_was_never_kept_holds_no_port()
    {
        ConnectionReport connection = Open().ClosedBy(Role.Initiator, TimeWaitEnding.NeverKept);
        Assert.Equal(connection.Close.InitiatorFin!.Value.AckedTimeNs, PortTally.ReleasedNs(connection));
    }

    [Fact]
    public void The_range_is_that_of_the_options()
    {
        var options = new SumsOptions { FirstLocalPort = 49152, LastLocalPort = 65535, TimeWaitNs = 120 * Second };
        Assert.Equal(16_384, options.LocalPorts);
        var sums = new CaptureSums(options);
        sums.Add(Open());
        Assert.Equal(16_384 / 120.0, sums.Summarize().Ports[0].RunsOutPerSecond, 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SumsOptions { TimeWaitNs = 0 });
    }
}
