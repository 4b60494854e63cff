using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Html;

/// <summary>
/// Connections as the page's script reads them: arrays, whose places are named in 1-data.js (R). Times within a row count from its first frame, the
/// first frame from a base that the page is told; words are numbers of the page's word lists. 0 stands for no frame and for an absent part.
/// </summary>
sealed class HtmlRows(Utf8JsonWriter json, InputNames names)
{
    const int FileBits = 40; // a double holds 53 bits: 8,192 files and 2^40 frames in each

    long? _baseNs;

    /// <summary>What the rows' times count from, nanoseconds since the epoch.</summary>
    public long BaseNs => _baseNs ?? 0;

    /// <summary>The sentences that rows refer to.</summary>
    public SentenceTable Sentences { get; } = new(names);

    /// <summary>A frame as one number.</summary>
    public static void WriteFrame(Utf8JsonWriter json, FrameId frame) => json.WriteNumberValue(((long)frame.File << FileBits) + frame.Number);

    public void Write(in ConnectionReport report)
    {
        _baseNs ??= report.FirstTimeNs;
        json.WriteStartArray();
        json.WriteNumberValue(report.Id);
        json.WriteNumberValue(report.Incarnation);
        json.WriteStringValue(AddressText.ToText(report.Initiator.Address));
        json.WriteNumberValue(report.Initiator.Port);
        json.WriteStringValue(AddressText.ToText(report.Responder.Address));
        json.WriteNumberValue(report.Responder.Port);
        json.WriteNumberValue((report.InitiatorKnown ? 1 : 0) | (report.Established ? 2 : 0) | (report.Evicted ? 4 : 0));
        WriteFrame(json, report.FirstFrame);
        WriteFrame(json, report.LastFrame);
        json.WriteNumberValue(report.FirstTimeNs - BaseNs);
        json.WriteNumberValue(report.LastTimeNs - report.FirstTimeNs);
        json.WriteNumberValue((int)report.Close.Kind);
        json.WriteNumberValue((int)report.Close.ActiveCloser);
        json.WriteNumberValue((int)report.Close.Confidence);
        json.WriteNumberValue((int)report.Vantage);
        json.WriteNumberValue((int)report.InitiatorState);
        json.WriteNumberValue((int)report.ResponderState);
        WriteOptional(report.Close.IdleBeforeCloseNs);
        WriteSent(report.InitiatorSent);
        WriteSent(report.ResponderSent);
        WriteFin(report.Close.InitiatorFin, report.FirstTimeNs);
        WriteFin(report.Close.ResponderFin, report.FirstTimeNs);
        WriteTimeWaits(report);
        WriteResets(report);
        WriteLate(report);
        WriteReasons(report.Close.Reasons);
        WriteReuse(report.Reuse);
        json.WriteEndArray();
    }

    void WriteSent(SenderCounts sent)
    {
        json.WriteStartArray();
        json.WriteNumberValue(sent.Segments);
        json.WriteNumberValue(sent.PayloadBytes);
        json.WriteNumberValue(sent.RetransmittedSegments);
        json.WriteNumberValue(sent.MissingBytes);
        json.WriteEndArray();
    }

    void WriteFin(FinReport? fin, long firstNs)
    {
        if (fin is not { } sent)
        {
            json.WriteNumberValue(0);
            return;
        }
        json.WriteStartArray();
        WriteFrame(json, sent.Frame);
        json.WriteNumberValue(sent.TimeNs - firstNs);
        json.WriteNumberValue(sent.Retransmissions);
        WriteFrame(json, sent.AckedFrame);
        WriteOptional(sent.AckedTimeNs - firstNs);
        json.WriteEndArray();
    }

    void WriteTimeWaits(in ConnectionReport report)
    {
        json.WriteStartArray();
        foreach (TimeWaitReport timeWait in report.TimeWait)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Side(timeWait.Holder));
            WriteFrame(json, timeWait.EnteredFrame);
            WriteOptional(timeWait.EnteredTimeNs - report.FirstTimeNs);
            WriteOptional(timeWait.EarliestTimeNs - report.FirstTimeNs);
            WriteOptional(timeWait.LatestTimeNs - report.FirstTimeNs);
            json.WriteNumberValue(timeWait.Restarts);
            json.WriteNumberValue((int)timeWait.Ended);
            WriteFrame(json, timeWait.EndedFrame);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    void WriteResets(in ConnectionReport report)
    {
        json.WriteStartArray();
        foreach (ResetReport reset in report.Resets)
        {
            json.WriteStartArray();
            WriteFrame(json, reset.Frame);
            json.WriteNumberValue(reset.TimeNs - report.FirstTimeNs);
            json.WriteNumberValue(Side(reset.From));
            json.WriteNumberValue((int)reset.Mode);
            json.WriteNumberValue((int)reset.Cause);
            json.WriteNumberValue((int)reset.Detail);
            WriteFrame(json, reset.ProvokedByFrame);
            WriteOptional(reset.LateByNs);
            json.WriteNumberValue((int)reset.Effect);
            json.WriteNumberValue((int)reset.ReceiverState);
            json.WriteNumberValue((int)reset.Confidence);
            WriteReasons(reset.Reasons);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumberValue(report.ResetCount);
    }

    void WriteLate(in ConnectionReport report)
    {
        json.WriteStartArray();
        foreach (LateSegmentReport late in report.LateSegments)
        {
            json.WriteStartArray();
            WriteFrame(json, late.Frame);
            json.WriteNumberValue(late.TimeNs - report.FirstTimeNs);
            json.WriteNumberValue(Side(late.From));
            json.WriteNumberValue((int)late.Kind);
            json.WriteNumberValue(late.LateByNs);
            json.WriteNumberValue((int)late.Answer);
            WriteFrame(json, late.AnswerFrame);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumberValue(report.LateSegmentCount);
    }

    void WriteReasons(in ShortList<Reason> reasons)
    {
        json.WriteStartArray();
        for (int i = 0; i < reasons.Count; i++) { Sentences.Write(json, reasons[i]); }
        json.WriteEndArray();
    }

    void WriteReuse(in ReuseReport? taken)
    {
        if (taken is not { } reuse)
        {
            json.WriteNumberValue(0);
            return;
        }
        json.WriteStartArray();
        WriteFrame(json, reuse.PreviousFirstFrame);
        json.WriteNumberValue(Side(reuse.By));
        json.WriteNumberValue(reuse.TimeWaitHolder is { } holder ? Side(holder) : -1);
        json.WriteNumberValue(reuse.AfterNs);
        json.WriteEndArray();
    }

    void WriteOptional(long? value)
    {
        if (value is { } number) { json.WriteNumberValue(number); }
        else { json.WriteNullValue(); }
    }

    static int Side(Role role) => role == Role.Initiator ? 0 : 1;
}
