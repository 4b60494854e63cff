using System;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Reporting;

/// <summary>Reports with anything in them that their types allow, whether or not a connection could be so.</summary>
static class AnyReport
{
    static readonly Gen<long> s_long = Gen.OneOf(Gen.Long, Gen.Long[-5, 5], Gen.Long[0, 200_000_000_000_000_000], Gen.OneOf(long.MinValue, long.MaxValue));

    static readonly Gen<long?> s_optionalLong = Gen.OneOf(s_long.Select(number => (long?)number), Gen.Const((long?)null));

    static readonly Gen<int?> s_optionalInt = Gen.OneOf(Gen.Int.Select(number => (int?)number), Gen.Const((int?)null));

    /// <summary>Also in files that are none of the inputs, and none at all.</summary>
    static readonly Gen<FrameId> s_frame = Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Long[0, 12], Gen.Long[0, (1L << 44) - 1]), (file, number) => new FrameId(file, number));

    static readonly Gen<Endpoint> s_endpoint = Gen.OneOf(
        Gen.Select(Gen.UInt, Gen.UShort, Endpoint.FromIpv4),
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UShort, (high, low, port) => new Endpoint(new UInt128(high, low), port)),
        Gen.OneOf(SampleReports.At("10.0.0.1:80"), SampleReports.At("[2001:db8::1]:80"), SampleReports.At("10.0.0.1:81")));

    static readonly Gen<SenderCounts> s_sent = Gen.Select(s_long, s_long, s_long, s_long, s_long, (a, b, c, d, e) => new SenderCounts(a, b, c, d, e));

    static readonly Gen<Reason> s_reason = Gen.Select(Gen.Enum<ReasonCode>(), s_frame, s_long, (code, frame, value) => new Reason(code, frame, value));

    static readonly Gen<Reason[]> s_reasons = s_reason.Array[0, 4];

    static readonly Gen<FinReport?> s_fin = Gen.OneOf(
        Gen.Select(s_frame, s_long, Gen.UInt, Gen.Int, s_frame, s_optionalLong, (frame, time, seq, again, acked, ackedTime) =>
            (FinReport?)new FinReport(frame, time, new SequenceNumber(seq), again, acked, ackedTime)),
        Gen.Const((FinReport?)null));

    static readonly Gen<CloseReport> s_close = Gen.Select(Gen.Enum<CloseKind>(), Gen.Enum<ActiveCloser>(), Gen.Enum<Confidence>(), s_reasons, s_fin, s_fin, s_optionalLong, (kind, closer, confidence, reasons, initiator, responder, idle) =>
        new CloseReport { Kind = kind, ActiveCloser = closer, Confidence = confidence, Reasons = [.. reasons], InitiatorFin = initiator, ResponderFin = responder, IdleBeforeCloseNs = idle });

    static readonly Gen<TimeWaitReport> s_timeWait =
        from holder in Gen.Enum<Role>()
        from confidence in Gen.Enum<Confidence>()
        from ended in Gen.Enum<TimeWaitEnding>()
        from frames in s_frame.Array[2]
        from times in s_optionalLong.Array[6]
        from restarts in Gen.Int
        select new TimeWaitReport
        {
            Holder = holder,
            EnteredFrame = frames[0],
            EnteredTimeNs = times[0],
            EarliestTimeNs = times[1],
            LatestTimeNs = times[2],
            Confidence = confidence,
            Restarts = restarts,
            Ended = ended,
            EndedFrame = frames[1],
            EndedTimeNs = times[3],
            ExpiresTimeNs = times[4],
            ExpiresLatestTimeNs = times[5],
        };

    static readonly Gen<ResetReport> s_reset =
        from frames in s_frame.Array[2]
        from time in s_long
        from late in s_optionalLong
        from cause in Gen.Enum<ResetCause>()
        from mode in Gen.Enum<ResetMode>()
        from detail in Gen.Enum<ResetDetail>()
        from effect in Gen.Enum<ResetEffect>()
        from state in Gen.Enum<TcpState>()
        from confidence in Gen.Enum<Confidence>()
        from effective in Gen.OneOf<bool?>(true, false, null)
        from linux in Gen.OneOf(null, "NO_SOCKET", "TCP_TIMEWAIT_SOCKET")
        from reasons in s_reasons
        select new ResetReport
        {
            Frame = frames[0],
            TimeNs = time,
            From = Role.Responder,
            Mode = mode,
            Cause = cause,
            Detail = detail,
            ProvokedByFrame = frames[1],
            LateByNs = late,
            Effective = effective,
            Effect = effect,
            ReceiverState = state,
            LinuxResetReason = linux,
            Confidence = confidence,
            Reasons = [.. reasons],
        };

    static readonly Gen<LateSegmentReport> s_late = Gen.Select(
        s_frame, s_long, Gen.Enum<Role>(), Gen.Enum<LateSegmentKind>(), s_long, Gen.Enum<LateSegmentAnswer>(), s_frame,
        (frame, time, from, kind, lateBy, answer, answerFrame) => new LateSegmentReport(frame, time, from, kind, lateBy, answer, answerFrame));

    static readonly Gen<ReuseReport?> s_reuse = Gen.OneOf(
        Gen.Select(s_frame, s_frame, Gen.Enum<Role>(), Gen.OneOf<Role?>(Role.Initiator, Role.Responder, null), s_long, s_optionalInt, s_optionalInt, s_optionalInt, (first, last, by, holder, after, isn, synAck, ts) =>
            (ReuseReport?)new ReuseReport
            {
                PreviousFirstFrame = first,
                PreviousLastFrame = last,
                By = by,
                TimeWaitHolder = holder,
                AfterNs = after,
                IsnMinusOldNext = isn,
                SynAckIsnMinusOldNext = synAck,
                TsValDelta = ts,
            }),
        Gen.Const((ReuseReport?)null));

    /// <summary>Any report; a few have hundreds of resets and late segments.</summary>
    public static Gen<ConnectionReport> Generated { get; } =
        from id in s_long
        from incarnation in Gen.Int
        from ends in s_endpoint.Array[2]
        from frames in s_frame.Array[3]
        from times in s_long.Array[2]
        from booleans in Gen.Bool.Array[4]
        from vantage in Gen.Enum<Vantage>()
        from sent in s_sent.Array[2]
        from close in s_close
        from timeWait in s_timeWait.Array[0, 3]
        from resets in Gen.Frequency((9, s_reset.Array[0, 3]), (1, s_reset.Array[200]))
        from late in Gen.Frequency((9, s_late.Array[0, 3]), (1, s_late.Array[200]))
        from counts in Gen.Int.Array[2]
        from states in Gen.Enum<TcpState>().Array[2]
        from reuse in s_reuse
        from revision in Gen.Int[0, 3]
        select new ConnectionReport
        {
            Id = id,
            Incarnation = incarnation,
            Initiator = ends[0],
            Responder = ends[1],
            InitiatorKnown = booleans[0],
            FirstFrame = frames[0],
            LastFrame = frames[1],
            FirstTimeNs = times[0],
            LastTimeNs = times[1],
            Established = booleans[1],
            Vantage = vantage,
            InitiatorSent = sent[0],
            ResponderSent = sent[1],
            Close = close,
            TimeWait = [.. timeWait],
            Resets = resets,
            ResetCount = counts[0],
            LateSegments = late,
            LateSegmentCount = counts[1],
            InitiatorState = states[0],
            ResponderState = states[1],
            Reuse = reuse,
            NextLifeFrame = frames[2],
            Evicted = booleans[2],
            Revision = revision,
            Final = booleans[3],
        };
}
