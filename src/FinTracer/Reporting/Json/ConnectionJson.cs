using System;
using System.Runtime.CompilerServices;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>
/// One connection as the contract <c>fintracer/connection/1</c> writes it (Schemas/connection.schema.json). Names and meanings stay; fields
/// may be added, here and in the schema. Makes no garbage: indexes instead of enumerators, spans instead of strings.
/// </summary>
sealed class ConnectionJson(JsonText json, InputNames names, bool revisions = true)
{
    /// <summary>The contract's name, the first field of every record.</summary>
    public const string Schema = "fintracer/connection/1";

    readonly FileNameTexts _files = new(names);
    readonly ContractWords _words = new();
    bool _several; // frames name their file

    /// <summary>Appends the record of a connection.</summary>
    public void Write(in ConnectionReport connection)
    {
        _several = names.Several;
        WriteIdentity(connection);
        json.Boolean(""","established":"""u8, connection.Established);
        json.Word(""","vantage":"""u8, _words.Vantages.Of(connection.Vantage));
        json.Raw(""","initiator_sent":"""u8);
        WriteSent(connection.InitiatorSent);
        json.Raw(""","responder_sent":"""u8);
        WriteSent(connection.ResponderSent);
        WriteClose(connection.Close);
        WriteTimeWaits(connection.TimeWait);
        WriteResets(connection);
        WriteLateSegments(connection);
        json.Word(""","states":{"initiator":"""u8, _words.States.Of(connection.InitiatorState));
        json.Word(""","responder":"""u8, _words.States.Of(connection.ResponderState));
        json.Raw("}"u8);
        WriteReuse(connection.Reuse);
        json.Boolean(""","evicted":"""u8, connection.Evicted);
        WriteRevision(connection);
        WriteFilter(connection);
        json.Raw("}"u8);
    }

    /// <summary>Only where records are repeated as their connection changes: one that is written once is always the whole story.</summary>
    void WriteRevision(in ConnectionReport connection)
    {
        if (!revisions || connection.Revision == 0) { return; }
        json.Number(""","revision":"""u8, connection.Revision);
        json.Boolean(""","final":"""u8, connection.Final);
    }

    void WriteFilter(in ConnectionReport connection)
    {
        json.Raw(",\"wireshark_filter\":\""u8);
        json.Advance(WiresharkFilter.Format(connection, json.Room(WiresharkFilter.MaxLength)).Length);
        json.Raw("\""u8);
    }

    void WriteIdentity(in ConnectionReport connection)
    {
        json.Name("""{"schema":"""u8, Schema);
        json.Number(""","id":"""u8, connection.Id);
        WriteCommunityId(connection);
        json.Number(""","incarnation":"""u8, connection.Incarnation);
        json.Raw(""","initiator":"""u8);
        WriteEndpoint(connection.Initiator);
        json.Raw(""","responder":"""u8);
        WriteEndpoint(connection.Responder);
        json.Boolean(""","initiator_known":"""u8, connection.InitiatorKnown);
        WriteFrame(""","first_frame":"""u8, ""","first_file":"""u8, connection.FirstFrame);
        WriteFrame(""","last_frame":"""u8, ""","last_file":"""u8, connection.LastFrame);
        json.Time(""","first_time":"""u8, connection.FirstTimeNs);
        json.Time(""","last_time":"""u8, connection.LastTimeNs);
    }

    void WriteCommunityId(in ConnectionReport connection)
    {
        json.Raw(",\"community_id\":\""u8);
        json.Advance(CommunityId.Format(connection.Initiator, connection.Responder, json.Room(CommunityId.Length)).Length);
        json.Raw("\""u8);
    }

    void WriteEndpoint(Endpoint endpoint)
    {
        json.Address("""{"address":"""u8, endpoint.Address);
        json.Number(""","port":"""u8, endpoint.Port);
        json.Raw("}"u8);
    }

    void WriteSent(in SenderCounts sent)
    {
        json.Number("""{"segments":"""u8, sent.Segments);
        json.Number(""","payload_bytes":"""u8, sent.PayloadBytes);
        json.Number(""","retransmitted_segments":"""u8, sent.RetransmittedSegments);
        json.Number(""","duplicate_frames":"""u8, sent.DuplicateFrames);
        json.Number(""","missing_bytes":"""u8, sent.MissingBytes);
        json.Raw("}"u8);
    }

    void WriteClose(in CloseReport close)
    {
        json.Word(""","close":{"kind":"""u8, _words.Kinds.Of(close.Kind));
        json.Word(""","active_closer":"""u8, _words.Closers.Of(close.ActiveCloser));
        json.Word(""","confidence":"""u8, _words.Confidences.Of(close.Confidence));
        WriteReasons(close.Reasons);
        json.Raw(""","initiator_fin":"""u8);
        WriteFin(close.InitiatorFin);
        json.Raw(""","responder_fin":"""u8);
        WriteFin(close.ResponderFin);
        json.Seconds(""","idle_before_close_s":"""u8, close.IdleBeforeCloseNs);
        json.Raw("}"u8);
    }

    void WriteFin(in FinReport? fin)
    {
        if (fin is not { } sent)
        {
            json.Raw("null"u8);
            return;
        }
        WriteFrame("""{"frame":"""u8, ""","file":"""u8, sent.Frame);
        json.Time(""","time":"""u8, sent.TimeNs);
        json.Number(""","seq":"""u8, sent.Seq.Value);
        json.Number(""","retransmissions":"""u8, sent.Retransmissions);
        WriteFrame(""","acked_frame":"""u8, ""","acked_file":"""u8, sent.AckedFrame);
        json.Time(""","acked_time":"""u8, sent.AckedTimeNs);
        json.Raw("}"u8);
    }

    void WriteReasons(in ShortList<Reason> reasons)
    {
        json.Raw(""","reasons":["""u8);
        for (int i = 0; i < reasons.Count; i++)
        {
            if (i > 0) { json.Raw(","u8); }
            WriteReason(reasons[i]);
        }
        json.Raw("]"u8);
    }

    void WriteReason(in Reason reason)
    {
        FileInSentence file = _several ? _files.InSentence(reason.Frame) : default;
        json.Raw("\""u8);
        json.Advance(ReasonText.Format(reason, file, json.Room(ReasonText.Room + file.Octets.Length)).Length);
        json.Raw("\""u8);
    }

    void WriteTimeWaits(in ShortList<TimeWaitReport> timeWaits)
    {
        json.Raw(""","time_wait":["""u8);
        for (int i = 0; i < timeWaits.Count; i++)
        {
            if (i > 0) { json.Raw(","u8); }
            WriteTimeWait(timeWaits[i]);
        }
        json.Raw("]"u8);
    }

    void WriteTimeWait(in TimeWaitReport timeWait)
    {
        json.Word("""{"holder":"""u8, _words.Roles.Of(timeWait.Holder));
        WriteFrame(""","entered_frame":"""u8, ""","entered_file":"""u8, timeWait.EnteredFrame);
        json.Time(""","entered_time":"""u8, timeWait.EnteredTimeNs);
        json.Time(""","earliest_time":"""u8, timeWait.EarliestTimeNs);
        json.Time(""","latest_time":"""u8, timeWait.LatestTimeNs);
        json.Word(""","confidence":"""u8, _words.Confidences.Of(timeWait.Confidence));
        json.Number(""","restarts":"""u8, timeWait.Restarts);
        json.Word(""","ended":"""u8, _words.Endings.Of(timeWait.Ended));
        WriteFrame(""","ended_frame":"""u8, ""","ended_file":"""u8, timeWait.EndedFrame);
        json.Time(""","ended_time":"""u8, timeWait.EndedTimeNs);
        json.Time(""","expires_time":"""u8, timeWait.ExpiresTimeNs);
        json.Time(""","expires_latest_time":"""u8, timeWait.ExpiresLatestTimeNs);
        json.Raw("}"u8);
    }

    void WriteResets(in ConnectionReport connection)
    {
        json.Raw(""","resets":["""u8);
        for (int i = 0; i < connection.Resets.Count; i++)
        {
            if (i > 0) { json.Raw(","u8); }
            WriteReset(connection.Resets[i]);
        }
        json.Number("""],"reset_count":"""u8, connection.ResetCount);
    }

    void WriteReset(ResetReport reset)
    {
        WriteFrame("""{"frame":"""u8, ""","file":"""u8, reset.Frame);
        json.Time(""","time":"""u8, reset.TimeNs);
        json.Word(""","from":"""u8, _words.Roles.Of(reset.From));
        json.Word(""","mode":"""u8, _words.Modes.Of(reset.Mode));
        json.Word(""","cause":"""u8, _words.Causes.Of(reset.Cause));
        json.Word(""","detail":"""u8, _words.Details.Of(reset.Detail));
        WriteFrame(""","provoked_by_frame":"""u8, ""","provoked_by_file":"""u8, reset.ProvokedByFrame);
        json.Seconds(""","late_by_s":"""u8, reset.LateByNs);
        json.Boolean(""","effective":"""u8, reset.Effective);
        json.Word(""","effect":"""u8, _words.Effects.Of(reset.Effect));
        json.Word(""","receiver_state":"""u8, _words.States.Of(reset.ReceiverState));
        json.Name(""","linux_reset_reason":"""u8, reset.LinuxResetReason);
        json.Word(""","confidence":"""u8, _words.Confidences.Of(reset.Confidence));
        WriteReasons(reset.Reasons);
        json.Raw("}"u8);
    }

    void WriteLateSegments(in ConnectionReport connection)
    {
        json.Raw(""","late_segments":["""u8);
        for (int i = 0; i < connection.LateSegments.Count; i++)
        {
            if (i > 0) { json.Raw(","u8); }
            WriteLateSegment(connection.LateSegments[i]);
        }
        json.Number("""],"late_segment_count":"""u8, connection.LateSegmentCount);
    }

    void WriteLateSegment(in LateSegmentReport late)
    {
        WriteFrame("""{"frame":"""u8, ""","file":"""u8, late.Frame);
        json.Time(""","time":"""u8, late.TimeNs);
        json.Word(""","from":"""u8, _words.Roles.Of(late.From));
        json.Word(""","kind":"""u8, _words.LateKinds.Of(late.Kind));
        json.Seconds(""","late_by_s":"""u8, late.LateByNs);
        json.Word(""","answer":"""u8, _words.Answers.Of(late.Answer));
        WriteFrame(""","answer_frame":"""u8, ""","answer_file":"""u8, late.AnswerFrame);
        json.Raw("}"u8);
    }

    void WriteReuse(in ReuseReport? taken)
    {
        if (taken is not { } reuse)
        {
            json.Raw(""","reuse":null"""u8);
            return;
        }
        WriteFrame(""","reuse":{"previous_first_frame":"""u8, ""","previous_first_file":"""u8, reuse.PreviousFirstFrame);
        json.Word(""","by":"""u8, _words.Roles.Of(reuse.By));
        if (reuse.TimeWaitHolder is { } holder) { json.Word(""","time_wait_holder":"""u8, _words.Roles.Of(holder)); }
        else { json.Null(""","time_wait_holder":"""u8); }
        json.Seconds(""","after_s":"""u8, reuse.AfterNs);
        json.OptionalNumber(""","isn_minus_old_next":"""u8, reuse.IsnMinusOldNext);
        json.OptionalNumber(""","syn_ack_isn_minus_old_next":"""u8, reuse.SynAckIsnMinusOldNext);
        json.OptionalNumber(""","ts_val_delta":"""u8, reuse.TsValDelta);
        json.Raw("}"u8);
    }

    /// <summary>A frame number, null when absent; with several inputs the name of its file behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void WriteFrame(ReadOnlySpan<byte> before, ReadOnlySpan<byte> beforeFile, FrameId frame)
    {
        if (frame.IsSome) { json.Number(before, frame.Number); }
        else { json.Null(before); }
        if (_several)
        {
            json.Raw(beforeFile);
            json.Raw(_files.Of(frame));
        }
    }
}
