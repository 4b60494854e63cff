using System;
using System.Globalization;
using System.Net;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Core.Tests.Findings;

/// <summary>Reports made by hand: a plain one, and the steps to change it into others.</summary>
static class SampleReports
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    public const long Epoch = 1_767_225_600_000_000_000;

    public const long Second = 1_000_000_000;

    public const long Millisecond = 1_000_000;

    /// <summary>The endpoint written as <c>10.0.0.1:80</c> or <c>[::1]:80</c>.</summary>
    public static Endpoint At(string text)
    {
        IPEndPoint parsed = IPEndPoint.Parse(text);
        UInt128 address = 0;
        foreach (byte octet in parsed.Address.MapToIPv6().GetAddressBytes()) { address = (address << 8) | octet; }
        return new Endpoint(address, (ushort)parsed.Port);
    }

    /// <summary>A connection of 0.01 s that nobody has closed; frames 1 to 10.</summary>
    public static ConnectionReport Open(long id = 1, string initiator = "10.0.0.1:40000", string responder = "10.0.0.2:80", long startNs = Epoch) => new()
    {
        Id = id,
        Incarnation = 1,
        Initiator = At(initiator),
        Responder = At(responder),
        InitiatorKnown = true,
        FirstFrame = new FrameId(0, 1),
        LastFrame = new FrameId(0, 10),
        FirstTimeNs = startNs,
        LastTimeNs = startNs + (10 * Millisecond),
        Established = true,
        Vantage = Vantage.Middle,
        InitiatorSent = new SenderCounts(5, 90, 0, 0, 0),
        ResponderSent = new SenderCounts(5, 200, 0, 0, 0),
        Close = new CloseReport { Kind = CloseKind.Open, ActiveCloser = ActiveCloser.None, Confidence = Confidence.Certain, Reasons = [] },
        TimeWait = [],
        Resets = [],
        ResetCount = 0,
        LateSegments = [],
        LateSegmentCount = 0,
        InitiatorState = TcpState.Established,
        ResponderState = TcpState.Established,
    };

    /// <summary>Closed by both, <paramref name="closer"/> first, which holds TIME-WAIT.</summary>
    public static ConnectionReport ClosedBy(this ConnectionReport connection, Role closer, TimeWaitEnding ended = TimeWaitEnding.Open, long? endedNs = null)
    {
        long finNs = connection.FirstTimeNs + (5 * Millisecond);
        var first = new FinReport(new FrameId(0, 7), finNs, new SequenceNumber(1234), 0, new FrameId(0, 8), finNs + Millisecond);
        var second = new FinReport(new FrameId(0, 9), finNs + (2 * Millisecond), new SequenceNumber(99), 0, new FrameId(0, 10), finNs + (3 * Millisecond));
        return connection with
        {
            Close = connection.Close with
            {
                Kind = CloseKind.Graceful,
                ActiveCloser = closer == Role.Initiator ? ActiveCloser.Initiator : ActiveCloser.Responder,
                Reasons = [new Reason(ReasonCode.SecondFinAcknowledgesFirst, new FrameId(0, 9))],
                InitiatorFin = closer == Role.Initiator ? first : second,
                ResponderFin = closer == Role.Initiator ? second : first,
                IdleBeforeCloseNs = Millisecond,
            },
            TimeWait = [TimeWaitOf(closer, finNs + (3 * Millisecond), ended, endedNs)],
            InitiatorState = closer == Role.Initiator ? TcpState.TimeWait : TcpState.Closed,
            ResponderState = closer == Role.Initiator ? TcpState.Closed : TcpState.TimeWait,
        };
    }

    public static TimeWaitReport TimeWaitOf(Role holder, long enteredNs, TimeWaitEnding ended = TimeWaitEnding.Open, long? endedNs = null) => new()
    {
        Holder = holder,
        EnteredFrame = ended == TimeWaitEnding.NeverKept ? default : new FrameId(0, 10),
        EnteredTimeNs = ended == TimeWaitEnding.NeverKept ? null : enteredNs,
        EarliestTimeNs = ended == TimeWaitEnding.NeverKept ? null : enteredNs,
        LatestTimeNs = ended == TimeWaitEnding.NeverKept ? null : enteredNs,
        Restarts = 0,
        Ended = ended,
        EndedFrame = default,
        EndedTimeNs = endedNs,
        ExpiresTimeNs = ended == TimeWaitEnding.NeverKept ? null : enteredNs + (60 * Second),
        ExpiresLatestTimeNs = ended == TimeWaitEnding.NeverKept ? null : enteredNs + 64_100_000_000,
        Confidence = Confidence.Certain,
    };

    /// <summary>The same with one more RST.</summary>
    public static ConnectionReport WithReset(this ConnectionReport connection, ResetReport reset) =>
        connection with { Resets = [.. connection.Resets, reset], ResetCount = connection.ResetCount + 1 };

    /// <summary>A RST of the initiator in frame 12 that answers frame 11, 0.2 s after the close.</summary>
    public static ResetReport LateReset(ResetCause cause = ResetCause.LateData, Role from = Role.Responder, bool? effective = true) => new()
    {
        Frame = new FrameId(0, 12),
        TimeNs = Epoch + (300 * Millisecond),
        From = from,
        Mode = ResetMode.Passive,
        Cause = cause,
        Detail = ResetDetail.None,
        ProvokedByFrame = new FrameId(0, 11),
        LateByNs = 200 * Millisecond,
        Effective = effective,
        Effect = ResetEffect.KilledConnection,
        ReceiverState = TcpState.Established,
        LinuxResetReason = "NO_SOCKET",
        Confidence = Confidence.Likely,
        Reasons = [new Reason(ReasonCode.AnswersSegment, new FrameId(0, 11))],
    };

    /// <summary>The benchmark that opens a connection for each request, against a server that closes each: <paramref name="count"/> connections in <paramref name="seconds"/> seconds, ports coming round.</summary>
    public static System.Collections.Generic.IEnumerable<ConnectionReport> ServerClosesEach(int count, int seconds, int ports)
    {
        for (int i = 0; i < count; i++)
        {
            long start = Epoch + (seconds * Second / count * i);
            string initiator = string.Create(CultureInfo.InvariantCulture, $"10.0.0.1:{32768 + (i % ports)}");
            bool comesBack = i + ports < count;
            long nextLife = start + (seconds * Second / count * ports);
            ConnectionReport connection = Open(i + 1, initiator, startNs: start).ClosedBy(
                Role.Responder, comesBack ? TimeWaitEnding.Reused : TimeWaitEnding.Open, comesBack ? nextLife : null);
            yield return i < ports ? connection : connection with { Incarnation = 1 + (i / ports), Reuse = ReusedFromTimeWait };
        }
    }

    public static ReuseReport ReusedFromTimeWait { get; } = new()
    {
        PreviousFirstFrame = new FrameId(0, 1),
        PreviousLastFrame = new FrameId(0, 9),
        By = Role.Initiator,
        TimeWaitHolder = Role.Responder,
        AfterNs = 7 * Second,
        IsnMinusOldNext = 4711,
        SynAckIsnMinusOldNext = 65_537,
        TsValDelta = null,
    };
}
