using System.IO;
using System.Text;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Csv;

/// <summary>
/// The flat form of the connection record: one line each, the first line names the fields. Of lists the line holds the first element and
/// the number of all. Fields appear in the order of <see cref="Columns"/>; with several inputs a file column follows each frame column.
/// </summary>
sealed class CsvReportWriter : IReportWriter
{
    /// <summary>The columns; a name that ends in <c>_frame</c> is followed by the same with <c>_file</c> when there are several inputs.</summary>
    static readonly string[] Columns =
    [
        "id", "community_id", "incarnation", "initiator_address", "initiator_port", "responder_address", "responder_port", "initiator_known",
        "first_frame", "last_frame", "first_time", "last_time", "established", "vantage",
        "initiator_segments", "initiator_payload_bytes", "initiator_retransmitted_segments", "initiator_duplicate_frames", "initiator_missing_bytes",
        "responder_segments", "responder_payload_bytes", "responder_retransmitted_segments", "responder_duplicate_frames", "responder_missing_bytes",
        "close_kind", "active_closer", "confidence", "idle_before_close_s",
        "initiator_fin_frame", "initiator_fin_time", "initiator_fin_retransmissions", "initiator_fin_acked_frame",
        "responder_fin_frame", "responder_fin_time", "responder_fin_retransmissions", "responder_fin_acked_frame",
        "time_wait_count", "time_wait_holder", "time_wait_entered_frame", "time_wait_entered_time", "time_wait_restarts",
        "time_wait_ended", "time_wait_ended_frame", "time_wait_ended_time", "time_wait_expires_time", "time_wait_confidence",
        "reset_count", "reset_frame", "reset_time", "reset_from", "reset_mode", "reset_cause", "reset_detail", "reset_provoked_by_frame",
        "reset_late_by_s", "reset_effective", "reset_effect", "reset_confidence",
        "late_segment_count", "initiator_state", "responder_state",
        "reused_by", "reused_from_time_wait_of", "reused_after_s", "evicted", "wireshark_filter",
    ];

    readonly StreamWriter _text;
    readonly CsvLine _line;
    readonly InputNames _names;
    readonly bool _revisions;
    bool _headed;

    /// <param name="stream">Where the lines go.</param>
    /// <param name="names">Names of the inputs.</param>
    /// <param name="revisions">Records are repeated as their connection changes: two more columns number them and mark the last.</param>
    public CsvReportWriter(Stream stream, InputNames names, bool revisions = false)
    {
        _revisions = revisions;
        _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
        _line = new(_text);
        _names = names;
    }

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        WriteHeading();
        WriteIdentity(connection);
        WriteSent(connection.InitiatorSent);
        WriteSent(connection.ResponderSent);
        WriteClose(connection.Close);
        WriteTimeWait(connection.TimeWait);
        WriteReset(connection);
        _line.Add(connection.LateSegmentCount);
        _line.Add(Words.Of(connection.InitiatorState));
        _line.Add(Words.Of(connection.ResponderState));
        _line.Add(connection.Reuse is { } reuse ? Words.Of(reuse.By) : null);
        _line.Add(connection.Reuse?.TimeWaitHolder is { } holder ? Words.Of(holder) : null);
        _line.AddSeconds(connection.Reuse?.AfterNs);
        _line.Add(connection.Evicted);
        _line.Add(WiresharkFilter.ToText(connection));
        if (_revisions)
        {
            _line.Add(connection.Revision);
            _line.Add(connection.Final);
        }
        _line.End();
    }

    /// <inheritdoc/>
    public void Flush() => _text.Flush();

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        WriteHeading();
        _text.Flush();
    }

    /// <summary>Only closes the encoder: what was not flushed by <see cref="End"/> is not wanted, and the stream is the caller's.</summary>
    public void Dispose()
    {
    }

    /// <summary>Written with the first line, because only then it is sure how many inputs there are; also when there is no connection at all.</summary>
    void WriteHeading()
    {
        if (_headed) { return; }
        _headed = true;
        foreach (string column in Columns)
        {
            _line.Add(column);
            if (_names.Several && column.EndsWith("_frame", System.StringComparison.Ordinal)) { _line.Add(column[..^"frame".Length] + "file"); }
        }
        if (_revisions)
        {
            _line.Add("revision");
            _line.Add("final");
        }
        _line.End();
    }

    void WriteIdentity(in ConnectionReport connection)
    {
        _line.Add(connection.Id);
        _line.Add(CommunityId.ToText(connection.Initiator, connection.Responder));
        _line.Add(connection.Incarnation);
        _line.Add(AddressText.ToText(connection.Initiator.Address));
        _line.Add(connection.Initiator.Port);
        _line.Add(AddressText.ToText(connection.Responder.Address));
        _line.Add(connection.Responder.Port);
        _line.Add(connection.InitiatorKnown);
        _line.AddFrame(connection.FirstFrame, _names);
        _line.AddFrame(connection.LastFrame, _names);
        _line.AddTime(connection.FirstTimeNs);
        _line.AddTime(connection.LastTimeNs);
        _line.Add(connection.Established);
        _line.Add(Words.Of(connection.Vantage));
    }

    void WriteSent(SenderCounts sent)
    {
        _line.Add(sent.Segments);
        _line.Add(sent.PayloadBytes);
        _line.Add(sent.RetransmittedSegments);
        _line.Add(sent.DuplicateFrames);
        _line.Add(sent.MissingBytes);
    }

    void WriteClose(in CloseReport close)
    {
        _line.Add(Words.Of(close.Kind));
        _line.Add(Words.Of(close.ActiveCloser));
        _line.Add(Words.Of(close.Confidence));
        _line.AddSeconds(close.IdleBeforeCloseNs);
        WriteFin(close.InitiatorFin);
        WriteFin(close.ResponderFin);
    }

    void WriteFin(FinReport? fin)
    {
        _line.AddFrame(fin?.Frame ?? default, _names);
        _line.AddTime(fin?.TimeNs);
        _line.Add(fin?.Retransmissions);
        _line.AddFrame(fin?.AckedFrame ?? default, _names);
    }

    void WriteTimeWait(in ShortList<TimeWaitReport> timeWaits)
    {
        TimeWaitReport? first = timeWaits.Count > 0 ? timeWaits[0] : null;
        _line.Add(timeWaits.Count);
        _line.Add(first is { Holder: var holder } ? Words.Of(holder) : null);
        _line.AddFrame(first?.EnteredFrame ?? default, _names);
        _line.AddTime(first?.EnteredTimeNs);
        _line.Add(first?.Restarts);
        _line.Add(first is { Ended: var ended } ? Words.Of(ended) : null);
        _line.AddFrame(first?.EndedFrame ?? default, _names);
        _line.AddTime(first?.EndedTimeNs);
        _line.AddTime(first?.ExpiresTimeNs);
        _line.Add(first is { Confidence: var confidence } ? Words.Of(confidence) : null);
    }

    void WriteReset(in ConnectionReport connection)
    {
        ResetReport? first = connection.Resets.Count > 0 ? connection.Resets[0] : null;
        _line.Add(connection.ResetCount);
        _line.AddFrame(first?.Frame ?? default(FrameId), _names);
        _line.AddTime(first?.TimeNs);
        _line.Add(first is null ? null : Words.Of(first.From));
        _line.Add(first is null ? null : Words.Of(first.Mode));
        _line.Add(first is null ? null : Words.Of(first.Cause));
        _line.Add(first is null ? null : Words.Of(first.Detail));
        _line.AddFrame(first?.ProvokedByFrame ?? default, _names);
        _line.AddSeconds(first?.LateByNs);
        _line.Add(first?.Effective);
        _line.Add(first is null ? null : Words.Of(first.Effect));
        _line.Add(first is { Confidence: var confidence } ? Words.Of(confidence) : null);
    }
}
