using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Columnar;

/// <summary>
/// The connection record as columns: the names are those of the CSV and, in lists, of the NDJSON; times are nanoseconds since the epoch and end in <c>_time_ns</c>,
/// durations are nanoseconds and end in <c>_ns</c>.
/// </summary>
static class ConnectionColumns
{
    public static ColumnList<ConnectionReport> Of(InputNames names)
    {
        var columns = new ColumnList<ConnectionReport>(names);
        AddIdentity(columns);
        AddSent(columns);
        AddClose(columns, names);
        columns.Add(new ListColumns<ConnectionReport, TimeWaitReport>("time_wait", connection => connection.TimeWait, TimeWait(names)));
        columns.Add(new ListColumns<ConnectionReport, ResetReport>("resets", connection => connection.Resets, Reset(names)));
        columns.Number("reset_count", connection => connection.ResetCount);
        columns.Add(new ListColumns<ConnectionReport, LateSegmentReport>("late_segments", connection => connection.LateSegments, LateSegment(names)));
        columns.Number("late_segment_count", connection => connection.LateSegmentCount);
        columns.OptionalText("initiator_state", connection => Words.Of(connection.InitiatorState));
        columns.OptionalText("responder_state", connection => Words.Of(connection.ResponderState));
        AddReuse(columns);
        columns.Flag("evicted", connection => connection.Evicted);
        columns.Text("wireshark_filter", WiresharkFilter.ToText);
        return columns;
    }

    static void AddIdentity(ColumnList<ConnectionReport> columns)
    {
        columns.Number("id", connection => connection.Id);
        columns.Text("community_id", connection => CommunityId.ToText(connection.Initiator, connection.Responder));
        columns.Number("incarnation", connection => connection.Incarnation);
        columns.Text("initiator_address", connection => AddressText.ToText(connection.Initiator.Address));
        columns.Number("initiator_port", connection => connection.Initiator.Port);
        columns.Text("responder_address", connection => AddressText.ToText(connection.Responder.Address));
        columns.Number("responder_port", connection => connection.Responder.Port);
        columns.Flag("initiator_known", connection => connection.InitiatorKnown);
        columns.Frame("first_frame", connection => connection.FirstFrame);
        columns.Frame("last_frame", connection => connection.LastFrame);
        columns.Number("first_time_ns", connection => connection.FirstTimeNs);
        columns.Number("last_time_ns", connection => connection.LastTimeNs);
        columns.Flag("established", connection => connection.Established);
        columns.Text("vantage", connection => Words.Of(connection.Vantage));
    }

    static void AddSent(ColumnList<ConnectionReport> columns)
    {
        foreach ((string side, System.Func<ConnectionReport, SenderCounts> sent) in new (string, System.Func<ConnectionReport, SenderCounts>)[]
        {
            ("initiator", connection => connection.InitiatorSent),
            ("responder", connection => connection.ResponderSent),
        })
        {
            columns.Number($"{side}_segments", connection => sent(connection).Segments);
            columns.Number($"{side}_payload_bytes", connection => sent(connection).PayloadBytes);
            columns.Number($"{side}_retransmitted_segments", connection => sent(connection).RetransmittedSegments);
            columns.Number($"{side}_duplicate_frames", connection => sent(connection).DuplicateFrames);
            columns.Number($"{side}_missing_bytes", connection => sent(connection).MissingBytes);
        }
    }

    static void AddClose(ColumnList<ConnectionReport> columns, InputNames names)
    {
        columns.Text("close_kind", connection => Words.Of(connection.Close.Kind));
        columns.OptionalText("active_closer", connection => Words.Of(connection.Close.ActiveCloser));
        columns.Text("confidence", connection => Words.Of(connection.Close.Confidence));
        columns.Add(new TextListColumn<ConnectionReport>("reasons", connection => Texts(connection.Close.Reasons, names)));
        columns.OptionalNumber("idle_before_close_ns", connection => connection.Close.IdleBeforeCloseNs);
        foreach ((string side, System.Func<ConnectionReport, FinReport?> fin) in new (string, System.Func<ConnectionReport, FinReport?>)[]
        {
            ("initiator", connection => connection.Close.InitiatorFin),
            ("responder", connection => connection.Close.ResponderFin),
        })
        {
            columns.Frame($"{side}_fin_frame", connection => fin(connection)?.Frame ?? default);
            columns.OptionalNumber($"{side}_fin_time_ns", connection => fin(connection)?.TimeNs);
            columns.OptionalNumber($"{side}_fin_seq", connection => fin(connection)?.Seq.Value);
            columns.OptionalNumber($"{side}_fin_retransmissions", connection => fin(connection)?.Retransmissions);
            columns.Frame($"{side}_fin_acked_frame", connection => fin(connection)?.AckedFrame ?? default);
            columns.OptionalNumber($"{side}_fin_acked_time_ns", connection => fin(connection)?.AckedTimeNs);
        }
    }

    static ColumnList<TimeWaitReport> TimeWait(InputNames names)
    {
        var columns = new ColumnList<TimeWaitReport>(names);
        columns.Text("holder", entry => Words.Of(entry.Holder));
        columns.Frame("entered_frame", entry => entry.EnteredFrame);
        columns.OptionalNumber("entered_time_ns", entry => entry.EnteredTimeNs);
        columns.OptionalNumber("earliest_time_ns", entry => entry.EarliestTimeNs);
        columns.OptionalNumber("latest_time_ns", entry => entry.LatestTimeNs);
        columns.Text("confidence", entry => Words.Of(entry.Confidence));
        columns.Number("restarts", entry => entry.Restarts);
        columns.Text("ended", entry => Words.Of(entry.Ended));
        columns.Frame("ended_frame", entry => entry.EndedFrame);
        columns.OptionalNumber("ended_time_ns", entry => entry.EndedTimeNs);
        columns.OptionalNumber("expires_time_ns", entry => entry.ExpiresTimeNs);
        columns.OptionalNumber("expires_latest_time_ns", entry => entry.ExpiresLatestTimeNs);
        return columns;
    }

    static ColumnList<ResetReport> Reset(InputNames names)
    {
        var columns = new ColumnList<ResetReport>(names);
        columns.Frame("frame", reset => reset.Frame);
        columns.Number("time_ns", reset => reset.TimeNs);
        columns.Text("from", reset => Words.Of(reset.From));
        columns.Text("mode", reset => Words.Of(reset.Mode));
        columns.Text("cause", reset => Words.Of(reset.Cause));
        columns.OptionalText("detail", reset => Words.Of(reset.Detail));
        columns.Frame("provoked_by_frame", reset => reset.ProvokedByFrame);
        columns.OptionalNumber("late_by_ns", reset => reset.LateByNs);
        columns.OptionalFlag("effective", reset => reset.Effective);
        columns.Text("effect", reset => Words.Of(reset.Effect));
        columns.OptionalText("receiver_state", reset => Words.Of(reset.ReceiverState));
        columns.OptionalText("linux_reset_reason", reset => reset.LinuxResetReason);
        columns.Text("confidence", reset => Words.Of(reset.Confidence));
        columns.Add(new TextListColumn<ResetReport>("reasons", reset => Texts(reset.Reasons, names)));
        return columns;
    }

    static ColumnList<LateSegmentReport> LateSegment(InputNames names)
    {
        var columns = new ColumnList<LateSegmentReport>(names);
        columns.Frame("frame", late => late.Frame);
        columns.Number("time_ns", late => late.TimeNs);
        columns.Text("from", late => Words.Of(late.From));
        columns.Text("kind", late => Words.Of(late.Kind));
        columns.Number("late_by_ns", late => late.LateByNs);
        columns.Text("answer", late => Words.Of(late.Answer));
        columns.Frame("answer_frame", late => late.AnswerFrame);
        return columns;
    }

    static void AddReuse(ColumnList<ConnectionReport> columns)
    {
        columns.Frame("reuse_previous_first_frame", connection => connection.Reuse?.PreviousFirstFrame ?? default);
        columns.OptionalText("reuse_by", connection => connection.Reuse is { } reuse ? Words.Of(reuse.By) : null);
        columns.OptionalText("reuse_time_wait_holder", connection => connection.Reuse?.TimeWaitHolder is { } holder ? Words.Of(holder) : null);
        columns.OptionalNumber("reuse_after_ns", connection => connection.Reuse?.AfterNs);
        columns.OptionalNumber("reuse_isn_minus_old_next", connection => connection.Reuse?.IsnMinusOldNext);
        columns.OptionalNumber("reuse_syn_ack_isn_minus_old_next", connection => connection.Reuse?.SynAckIsnMinusOldNext);
        columns.OptionalNumber("reuse_ts_val_delta", connection => connection.Reuse?.TsValDelta);
    }

    static string[] Texts(ShortList<Reason> reasons, InputNames names)
    {
        if (reasons.Count == 0) { return []; }
        var texts = new string[reasons.Count];
        for (int i = 0; i < texts.Length; i++) { texts[i] = ReasonText.ToText(reasons[i], names); }
        return texts;
    }
}
