using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Ladders;

/// <summary>Ladders as one JSON document (Schemas/ladder.schema.json): each connection's record, and its segments.</summary>
sealed class LadderJson
{
    /// <summary>The contract's name, the first field of the document.</summary>
    public const string Schema = "fintracer/ladder/1";

    const int RecordLength = 4096; // of a usual connection, octets

    readonly Utf8JsonWriter _json;
    readonly InputNames _names;
    readonly JsonText _record = new(RecordLength);

    LadderJson(Utf8JsonWriter json, InputNames names)
    {
        _json = json;
        _names = names;
    }

    public static void Write(Stream stream, IReadOnlyList<Ladder> ladders, InputNames names)
    {
        var output = new OutputBuffer(stream);
        using var json = new Utf8JsonWriter(output, JsonFields.WriterOptions);
        new LadderJson(json, names).Write(ladders, output);
        output.Write("\n"u8);
        output.Flush();
    }

    void Write(IReadOnlyList<Ladder> ladders, OutputBuffer output)
    {
        _json.WriteStartObject();
        _json.WriteString("schema"u8, Schema);
        _json.WriteStartArray("ladders"u8);
        var connections = new ConnectionJson(_record, _names);
        foreach (Ladder ladder in ladders)
        {
            _json.WriteStartObject();
            _json.WritePropertyName("connection"u8);
            connections.Write(ladder.Report);
            _json.WriteRawValue(_record.Octets, skipInputValidation: true);
            _record.Clear();
            _json.WriteStartArray("steps"u8);
            foreach (LadderStep step in ladder.Steps)
            {
                if (step is FoldedRun run) { Write(run, ladder); }
                else { Write((Rung)step); }
                _json.Flush();
                output.Write("\n"u8);
                output.FlushFullBlock();
            }
            _json.WriteEndArray();
            _json.WriteNumber("segments_not_shown"u8, ladder.Dropped);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    void Write(Rung rung)
    {
        _json.WriteStartObject();
        _json.WriteString("step"u8, "segment"u8);
        _json.WriteFrame("frame"u8, "file"u8, rung.Segment.Frame, _names);
        _json.WriteTime("time"u8, rung.Segment.TimestampNs);
        _json.WriteSeconds("since_last_s"u8, rung.SinceLastNs);
        _json.WriteString("from"u8, Words.Of(rung.From));
        WriteStrings("flags"u8, RungText.FlagsOf(rung.Segment.Control));
        _json.WriteNumber("seq"u8, rung.Segment.Seq.Value);
        _json.WriteNumber("relative_seq"u8, rung.RelativeSeq);
        _json.WriteOptionalNumber("ack"u8, rung.RelativeAck is null ? null : rung.Segment.Ack.Value);
        _json.WriteOptionalNumber("relative_ack"u8, rung.RelativeAck);
        _json.WriteNumber("payload_bytes"u8, rung.Segment.PayloadLength);
        _json.WriteNumber("window"u8, rung.Segment.Window);
        _json.WriteStartObject("states"u8);
        _json.WriteString("initiator"u8, Words.Of(rung.InitiatorState));
        _json.WriteString("responder"u8, Words.Of(rung.ResponderState));
        _json.WriteEndObject();
        WriteStrings("facts"u8, FactWords.Of(rung.Facts));
        _json.WriteBoolean("of_an_attempt"u8, rung.IsOddSyn);
        _json.WriteStartArray("notes"u8);
        foreach (RungNote note in rung.Notes) { _json.WriteStringValue(note.Text); }
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    void Write(FoldedRun run, Ladder ladder)
    {
        bool initiatorFirst = run.FirstSender == ladder.Report.Initiator;
        _json.WriteStartObject();
        _json.WriteString("step"u8, "folded"u8);
        _json.WriteFrame("first_frame"u8, "first_file"u8, run.FirstFrame, _names);
        _json.WriteFrame("last_frame"u8, "last_file"u8, run.LastFrame, _names);
        _json.WriteTime("first_time"u8, run.FirstTimeNs);
        _json.WriteTime("last_time"u8, run.LastTimeNs);
        _json.WriteNumber("segments"u8, run.Segments);
        _json.WriteNumber("data_segments"u8, run.DataSegments);
        _json.WriteNumber("initiator_payload_bytes"u8, initiatorFirst ? run.PayloadOfFirst : run.PayloadOfSecond);
        _json.WriteNumber("responder_payload_bytes"u8, initiatorFirst ? run.PayloadOfSecond : run.PayloadOfFirst);
        _json.WriteNumber("retransmissions"u8, run.Retransmissions);
        _json.WriteNumber("keep_alive_probes"u8, run.Probes);
        _json.WriteNumber("duplicates"u8, run.Duplicates);
        _json.WriteEndObject();
    }

    void WriteStrings(ReadOnlySpan<byte> name, IEnumerable<string> words)
    {
        _json.WriteStartArray(name);
        foreach (string word in words) { _json.WriteStringValue(word); }
        _json.WriteEndArray();
    }
}
