using System;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>
/// One connection as the contract <c>fintracer/connection/1</c> writes it (Schemas/connection.schema.json). Names and meanings stay; fields
/// may be added, here and in the schema. Makes no garbage: indexes instead of enumerators, spans instead of strings.
/// </summary>
sealed class ConnectionJson(Utf8JsonWriter json, InputNames names)
{
    /// <summary>The contract's name, the first field of every record.</summary>
    public const string Schema = "fintracer/connection/1";

    public void Write(in ConnectionReport connection)
    {
        json.WriteStartObject();
        WriteIdentity(connection);
        json.WriteBoolean("established"u8, connection.Established);
        json.WriteString("vantage"u8, Words.Of(connection.Vantage));
        WriteSent("initiator_sent"u8, connection.InitiatorSent);
        WriteSent("responder_sent"u8, connection.ResponderSent);
        WriteClose(connection.Close);
        WriteTimeWaits(connection.TimeWait);
        WriteResets(connection);
        WriteLateSegments(connection);
        json.WriteStartObject("states"u8);
        json.WriteString("initiator"u8, Words.Of(connection.InitiatorState));
        json.WriteString("responder"u8, Words.Of(connection.ResponderState));
        json.WriteEndObject();
        WriteReuse(connection.Reuse);
        json.WriteBoolean("evicted"u8, connection.Evicted);
        WriteRevision(connection);
        json.WriteString("wireshark_filter"u8, WiresharkFilter.Format(connection, stackalloc byte[WiresharkFilter.MaxLength]));
        json.WriteEndObject();
    }

    /// <summary>Only where records are repeated as their connection changes: a record that is written once is always the whole story.</summary>
    void WriteRevision(in ConnectionReport connection)
    {
        if (connection.Revision == 0) { return; }
        json.WriteNumber("revision"u8, connection.Revision);
        json.WriteBoolean("final"u8, connection.Final);
    }

    void WriteIdentity(in ConnectionReport connection)
    {
        json.WriteString("schema"u8, Schema);
        json.WriteNumber("id"u8, connection.Id);
        json.WriteString("community_id"u8, CommunityId.Format(connection.Initiator, connection.Responder, stackalloc byte[CommunityId.Length]));
        json.WriteNumber("incarnation"u8, connection.Incarnation);
        WriteEndpoint("initiator"u8, connection.Initiator);
        WriteEndpoint("responder"u8, connection.Responder);
        json.WriteBoolean("initiator_known"u8, connection.InitiatorKnown);
        json.WriteFrame("first_frame"u8, "first_file"u8, connection.FirstFrame, names);
        json.WriteFrame("last_frame"u8, "last_file"u8, connection.LastFrame, names);
        json.WriteTime("first_time"u8, connection.FirstTimeNs);
        json.WriteTime("last_time"u8, connection.LastTimeNs);
    }

    void WriteEndpoint(ReadOnlySpan<byte> name, Endpoint endpoint)
    {
        json.WriteStartObject(name);
        json.WriteAddress("address"u8, endpoint.Address);
        json.WriteNumber("port"u8, endpoint.Port);
        json.WriteEndObject();
    }

    void WriteSent(ReadOnlySpan<byte> name, SenderCounts sent)
    {
        json.WriteStartObject(name);
        json.WriteNumber("segments"u8, sent.Segments);
        json.WriteNumber("payload_bytes"u8, sent.PayloadBytes);
        json.WriteNumber("retransmitted_segments"u8, sent.RetransmittedSegments);
        json.WriteNumber("duplicate_frames"u8, sent.DuplicateFrames);
        json.WriteNumber("missing_bytes"u8, sent.MissingBytes);
        json.WriteEndObject();
    }

    void WriteClose(in CloseReport close)
    {
        json.WriteStartObject("close"u8);
        json.WriteString("kind"u8, Words.Of(close.Kind));
        json.WriteString("active_closer"u8, Words.Of(close.ActiveCloser));
        json.WriteString("confidence"u8, Words.Of(close.Confidence));
        WriteReasons(close.Reasons);
        WriteFin("initiator_fin"u8, close.InitiatorFin);
        WriteFin("responder_fin"u8, close.ResponderFin);
        json.WriteSeconds("idle_before_close_s"u8, close.IdleBeforeCloseNs);
        json.WriteEndObject();
    }

    void WriteFin(ReadOnlySpan<byte> name, FinReport? fin)
    {
        if (fin is not { } sent)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteFrame("frame"u8, "file"u8, sent.Frame, names);
        json.WriteTime("time"u8, sent.TimeNs);
        json.WriteNumber("seq"u8, sent.Seq.Value);
        json.WriteNumber("retransmissions"u8, sent.Retransmissions);
        json.WriteFrame("acked_frame"u8, "acked_file"u8, sent.AckedFrame, names);
        json.WriteTime("acked_time"u8, sent.AckedTimeNs);
        json.WriteEndObject();
    }

    void WriteReasons(in ShortList<Reason> reasons)
    {
        Span<char> buffer = stackalloc char[ReasonText.MaxLength];
        json.WriteStartArray("reasons"u8);
        for (int i = 0; i < reasons.Count; i++) { json.WriteStringValue(ReasonText.Format(reasons[i], names, buffer)); }
        json.WriteEndArray();
    }

    void WriteTimeWaits(in ShortList<TimeWaitReport> timeWaits)
    {
        json.WriteStartArray("time_wait"u8);
        for (int i = 0; i < timeWaits.Count; i++)
        {
            TimeWaitReport timeWait = timeWaits[i];
            json.WriteStartObject();
            json.WriteString("holder"u8, Words.Of(timeWait.Holder));
            json.WriteFrame("entered_frame"u8, "entered_file"u8, timeWait.EnteredFrame, names);
            json.WriteTime("entered_time"u8, timeWait.EnteredTimeNs);
            json.WriteTime("earliest_time"u8, timeWait.EarliestTimeNs);
            json.WriteTime("latest_time"u8, timeWait.LatestTimeNs);
            json.WriteString("confidence"u8, Words.Of(timeWait.Confidence));
            json.WriteNumber("restarts"u8, timeWait.Restarts);
            json.WriteString("ended"u8, Words.Of(timeWait.Ended));
            json.WriteFrame("ended_frame"u8, "ended_file"u8, timeWait.EndedFrame, names);
            json.WriteTime("ended_time"u8, timeWait.EndedTimeNs);
            json.WriteTime("expires_time"u8, timeWait.ExpiresTimeNs);
            json.WriteTime("expires_latest_time"u8, timeWait.ExpiresLatestTimeNs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteResets(in ConnectionReport connection)
    {
        json.WriteStartArray("resets"u8);
        for (int i = 0; i < connection.Resets.Count; i++) { WriteReset(connection.Resets[i]); }
        json.WriteEndArray();
        json.WriteNumber("reset_count"u8, connection.ResetCount);
    }

    void WriteReset(ResetReport reset)
    {
        json.WriteStartObject();
        json.WriteFrame("frame"u8, "file"u8, reset.Frame, names);
        json.WriteTime("time"u8, reset.TimeNs);
        json.WriteString("from"u8, Words.Of(reset.From));
        json.WriteString("mode"u8, Words.Of(reset.Mode));
        json.WriteString("cause"u8, Words.Of(reset.Cause));
        json.WriteString("detail"u8, Words.Of(reset.Detail));
        json.WriteFrame("provoked_by_frame"u8, "provoked_by_file"u8, reset.ProvokedByFrame, names);
        json.WriteSeconds("late_by_s"u8, reset.LateByNs);
        if (reset.Effective is { } effective) { json.WriteBoolean("effective"u8, effective); }
        else { json.WriteNull("effective"u8); }
        json.WriteString("effect"u8, Words.Of(reset.Effect));
        json.WriteString("receiver_state"u8, Words.Of(reset.ReceiverState));
        json.WriteString("linux_reset_reason"u8, reset.LinuxResetReason);
        json.WriteString("confidence"u8, Words.Of(reset.Confidence));
        WriteReasons(reset.Reasons);
        json.WriteEndObject();
    }

    void WriteLateSegments(in ConnectionReport connection)
    {
        json.WriteStartArray("late_segments"u8);
        for (int i = 0; i < connection.LateSegments.Count; i++)
        {
            LateSegmentReport late = connection.LateSegments[i];
            json.WriteStartObject();
            json.WriteFrame("frame"u8, "file"u8, late.Frame, names);
            json.WriteTime("time"u8, late.TimeNs);
            json.WriteString("from"u8, Words.Of(late.From));
            json.WriteString("kind"u8, Words.Of(late.Kind));
            json.WriteSeconds("late_by_s"u8, late.LateByNs);
            json.WriteString("answer"u8, Words.Of(late.Answer));
            json.WriteFrame("answer_frame"u8, "answer_file"u8, late.AnswerFrame, names);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("late_segment_count"u8, connection.LateSegmentCount);
    }

    void WriteReuse(in ReuseReport? taken)
    {
        if (taken is not { } reuse)
        {
            json.WriteNull("reuse"u8);
            return;
        }
        json.WriteStartObject("reuse"u8);
        json.WriteFrame("previous_first_frame"u8, "previous_first_file"u8, reuse.PreviousFirstFrame, names);
        json.WriteString("by"u8, Words.Of(reuse.By));
        json.WriteString("time_wait_holder"u8, reuse.TimeWaitHolder is { } holder ? Words.Of(holder) : null);
        json.WriteSeconds("after_s"u8, reuse.AfterNs);
        json.WriteOptionalNumber("isn_minus_old_next"u8, reuse.IsnMinusOldNext);
        json.WriteOptionalNumber("syn_ack_isn_minus_old_next"u8, reuse.SynAckIsnMinusOldNext);
        json.WriteOptionalNumber("ts_val_delta"u8, reuse.TsValDelta);
        json.WriteEndObject();
    }
}
