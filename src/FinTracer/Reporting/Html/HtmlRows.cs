using FinTracer.Capture;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Html;

/// <summary>
/// Connections as the page's script reads them: arrays, whose places are named in 1-data.js (R). Times within a row count from its first frame, the
/// first frame from a base that the page is told; words are numbers of the page's word lists. 0 stands for no frame and for an absent part.
/// </summary>
sealed class HtmlRows(JsonText json, InputNames names)
{
    const int FileBits = 40; // a double holds 53 bits: 8,192 files and 2^40 frames in each

    long? _baseNs;

    /// <summary>What the rows' times count from, nanoseconds since the epoch.</summary>
    public long BaseNs => _baseNs ?? 0;

    /// <summary>The sentences that rows refer to.</summary>
    public SentenceTable Sentences { get; } = new(names);

    /// <summary>A frame as one number.</summary>
    public static long NumberOf(FrameId frame) => ((long)frame.File << FileBits) + frame.Number;

    /// <summary>Appends a row.</summary>
    public void Write(in ConnectionReport report)
    {
        _baseNs ??= report.FirstTimeNs;
        CloseReport close = report.Close;
        json.Number("["u8, report.Id);
        json.Number(","u8, report.Incarnation);
        json.Address(","u8, report.Initiator.Address);
        json.Number(","u8, report.Initiator.Port);
        json.Address(","u8, report.Responder.Address);
        json.Number(","u8, report.Responder.Port);
        json.Number(","u8, (report.InitiatorKnown ? 1 : 0) | (report.Established ? 2 : 0) | (report.Evicted ? 4 : 0));
        json.Number(","u8, NumberOf(report.FirstFrame));
        json.Number(","u8, NumberOf(report.LastFrame));
        json.Number(","u8, report.FirstTimeNs - BaseNs);
        json.Number(","u8, report.LastTimeNs - report.FirstTimeNs);
        json.Number(","u8, (int)close.Kind);
        json.Number(","u8, (int)close.ActiveCloser);
        json.Number(","u8, (int)close.Confidence);
        json.Number(","u8, (int)report.Vantage);
        json.Number(","u8, (int)report.InitiatorState);
        json.Number(","u8, (int)report.ResponderState);
        json.OptionalNumber(","u8, close.IdleBeforeCloseNs);
        WriteSent(report.InitiatorSent);
        WriteSent(report.ResponderSent);
        WriteFin(close.InitiatorFin, report.FirstTimeNs);
        WriteFin(close.ResponderFin, report.FirstTimeNs);
        WriteTimeWaits(report);
        WriteResets(report);
        WriteLate(report);
        json.Raw(","u8);
        WriteReasons(close.Reasons);
        WriteReuse(report.Reuse);
        json.Raw("]"u8);
    }

    void WriteSent(SenderCounts sent)
    {
        json.Number(",["u8, sent.Segments);
        json.Number(","u8, sent.PayloadBytes);
        json.Number(","u8, sent.RetransmittedSegments);
        json.Number(","u8, sent.MissingBytes);
        json.Raw("]"u8);
    }

    void WriteFin(FinReport? fin, long firstNs)
    {
        if (fin is not { } sent)
        {
            json.Raw(",0"u8);
            return;
        }
        json.Number(",["u8, NumberOf(sent.Frame));
        json.Number(","u8, sent.TimeNs - firstNs);
        json.Number(","u8, sent.Retransmissions);
        json.Number(","u8, NumberOf(sent.AckedFrame));
        json.OptionalNumber(","u8, sent.AckedTimeNs - firstNs);
        json.Raw("]"u8);
    }

    void WriteTimeWaits(in ConnectionReport report)
    {
        json.Raw(",["u8);
        ShortList<TimeWaitReport> timeWaits = report.TimeWait;
        for (int i = 0; i < timeWaits.Count; i++)
        {
            TimeWaitReport timeWait = timeWaits[i];
            json.Number(i == 0 ? "["u8 : ",["u8, Side(timeWait.Holder));
            json.Number(","u8, NumberOf(timeWait.EnteredFrame));
            json.OptionalNumber(","u8, timeWait.EnteredTimeNs - report.FirstTimeNs);
            json.OptionalNumber(","u8, timeWait.EarliestTimeNs - report.FirstTimeNs);
            json.OptionalNumber(","u8, timeWait.LatestTimeNs - report.FirstTimeNs);
            json.Number(","u8, timeWait.Restarts);
            json.Number(","u8, (int)timeWait.Ended);
            json.Number(","u8, NumberOf(timeWait.EndedFrame));
            json.Raw("]"u8);
        }
        json.Raw("]"u8);
    }

    void WriteResets(in ConnectionReport report)
    {
        json.Raw(",["u8);
        for (int i = 0; i < report.Resets.Count; i++) // by index: an enumerator of an interface is garbage
        {
            ResetReport reset = report.Resets[i];
            json.Number(i == 0 ? "["u8 : ",["u8, NumberOf(reset.Frame));
            json.Number(","u8, reset.TimeNs - report.FirstTimeNs);
            json.Number(","u8, Side(reset.From));
            json.Number(","u8, (int)reset.Mode);
            json.Number(","u8, (int)reset.Cause);
            json.Number(","u8, (int)reset.Detail);
            json.Number(","u8, NumberOf(reset.ProvokedByFrame));
            json.OptionalNumber(","u8, reset.LateByNs);
            json.Number(","u8, (int)reset.Effect);
            json.Number(","u8, (int)reset.ReceiverState);
            json.Number(","u8, (int)reset.Confidence);
            json.Raw(","u8);
            WriteReasons(reset.Reasons);
            json.Raw("]"u8);
        }
        json.Number("],"u8, report.ResetCount);
    }

    void WriteLate(in ConnectionReport report)
    {
        json.Raw(",["u8);
        for (int i = 0; i < report.LateSegments.Count; i++)
        {
            LateSegmentReport late = report.LateSegments[i];
            json.Number(i == 0 ? "["u8 : ",["u8, NumberOf(late.Frame));
            json.Number(","u8, late.TimeNs - report.FirstTimeNs);
            json.Number(","u8, Side(late.From));
            json.Number(","u8, (int)late.Kind);
            json.Number(","u8, late.LateByNs);
            json.Number(","u8, (int)late.Answer);
            json.Number(","u8, NumberOf(late.AnswerFrame));
            json.Raw("]"u8);
        }
        json.Number("],"u8, report.LateSegmentCount);
    }

    void WriteReasons(in ShortList<Reason> reasons)
    {
        json.Raw("["u8);
        for (int i = 0; i < reasons.Count; i++)
        {
            if (i > 0) { json.Raw(","u8); }
            Sentences.Write(json, reasons[i]);
        }
        json.Raw("]"u8);
    }

    void WriteReuse(in ReuseReport? taken)
    {
        if (taken is not { } reuse)
        {
            json.Raw(",0"u8);
            return;
        }
        json.Number(",["u8, NumberOf(reuse.PreviousFirstFrame));
        json.Number(","u8, Side(reuse.By));
        json.Number(","u8, reuse.TimeWaitHolder is { } holder ? Side(holder) : -1);
        json.Number(","u8, reuse.AfterNs);
        json.Raw("]"u8);
    }

    static int Side(Role role) => role == Role.Initiator ? 0 : 1;
}
