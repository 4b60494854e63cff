using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Tests.TestKit;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Reporting;

/// <summary>The contract of the record, field by field.</summary>
public sealed class NdjsonWriterTests
{
    static readonly ConnectionReport Closed = Open().ClosedBy(Role.Responder).WithReset(LateReset());

    [Fact]
    public void Says_what_it_is_who_talked_and_when()
    {
        JsonElement record = Writing.Record(Closed);
        Assert.Equal("fintracer/connection/1", record.GetProperty("schema").GetString());
        Assert.Equal(1, record.GetProperty("id").GetInt64());
        Assert.Equal(1, record.GetProperty("incarnation").GetInt32());
        Assert.Equal("""{"address":"10.0.0.1","port":40000}""", record.GetProperty("initiator").GetRawText());
        Assert.Equal("""{"address":"10.0.0.2","port":80}""", record.GetProperty("responder").GetRawText());
        Assert.True(record.GetProperty("initiator_known").GetBoolean());
        Assert.Equal((1, 10), (record.GetProperty("first_frame").GetInt64(), record.GetProperty("last_frame").GetInt64()));
        Assert.Equal("2026-01-01T00:00:00.000000000Z", record.GetProperty("first_time").GetString());
        Assert.Equal("2026-01-01T00:00:00.010000000Z", record.GetProperty("last_time").GetString());
        Assert.True(record.GetProperty("established").GetBoolean());
        Assert.Equal("middle", record.GetProperty("vantage").GetString());
        Assert.Equal(
            """{"segments":5,"payload_bytes":90,"retransmitted_segments":0,"duplicate_frames":0,"missing_bytes":0}""",
            record.GetProperty("initiator_sent").GetRawText());
        Assert.Equal("""{"initiator":"CLOSED","responder":"TIME-WAIT"}""", record.GetProperty("states").GetRawText());
        Assert.Equal(
            "((ip.src==10.0.0.1 && tcp.srcport==40000) || (ip.dst==10.0.0.1 && tcp.dstport==40000)) && ip.addr==10.0.0.2 && tcp.port==80 && !icmp && frame.number>=1 && frame.number<=10",
            record.GetProperty("wireshark_filter").GetString());
    }

    [Fact]
    public void Says_how_it_ended()
    {
        JsonElement close = Writing.Record(Closed).GetProperty("close");
        Assert.Equal("graceful", close.GetProperty("kind").GetString());
        Assert.Equal("responder", close.GetProperty("active_closer").GetString());
        Assert.Equal("certain", close.GetProperty("confidence").GetString());
        Assert.Equal("The second FIN (frame 9) acknowledges the first, so its sender knew of it.", close.GetProperty("reasons")[0].GetString());
        Assert.Equal(0.001m, close.GetProperty("idle_before_close_s").GetDecimal());
        Assert.Equal(
            """{"frame":7,"time":"2026-01-01T00:00:00.005000000Z","seq":1234,"retransmissions":0,"acked_frame":8,"acked_time":"2026-01-01T00:00:00.006000000Z"}""",
            close.GetProperty("responder_fin").GetRawText());
    }

    [Fact]
    public void Says_who_holds_time_wait_and_until_when()
    {
        JsonElement timeWait = Assert.Single(Writing.Record(Closed).GetProperty("time_wait").EnumerateArray());
        Assert.Equal(
            """{"holder":"responder","entered_frame":10,"entered_time":"2026-01-01T00:00:00.008000000Z","earliest_time":"2026-01-01T00:00:00.008000000Z","latest_time":"2026-01-01T00:00:00.008000000Z","confidence":"certain","restarts":0,"ended":"open","ended_frame":null,"ended_time":null,"expires_time":"2026-01-01T00:01:00.008000000Z","expires_latest_time":"2026-01-01T00:01:04.108000000Z"}""",
            timeWait.GetRawText());
    }

    [Fact]
    public void Explains_each_reset()
    {
        JsonElement record = Writing.Record(Closed);
        JsonElement reset = Assert.Single(record.GetProperty("resets").EnumerateArray());
        Assert.Equal(1, record.GetProperty("reset_count").GetInt32());
        Assert.Equal((12, 11), (reset.GetProperty("frame").GetInt64(), reset.GetProperty("provoked_by_frame").GetInt64()));
        Assert.Equal("responder", reset.GetProperty("from").GetString());
        Assert.Equal("passive", reset.GetProperty("mode").GetString());
        Assert.Equal("late_data", reset.GetProperty("cause").GetString());
        Assert.Equal(JsonValueKind.Null, reset.GetProperty("detail").ValueKind);
        Assert.Equal("0.2", reset.GetProperty("late_by_s").GetRawText());
        Assert.True(reset.GetProperty("effective").GetBoolean());
        Assert.Equal("killed_connection", reset.GetProperty("effect").GetString());
        Assert.Equal("ESTABLISHED", reset.GetProperty("receiver_state").GetString());
        Assert.Equal("NO_SOCKET", reset.GetProperty("linux_reset_reason").GetString());
        Assert.Equal("likely", reset.GetProperty("confidence").GetString());
        Assert.Contains("frame 11", reset.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_absent_is_null_and_never_made_up()
    {
        ConnectionReport bare = Open() with { InitiatorState = TcpState.Unknown };
        bare = bare.WithReset(LateReset() with { ProvokedByFrame = default, LateByNs = null, Effective = null, LinuxResetReason = null, ReceiverState = TcpState.Unknown });
        JsonElement record = Writing.Record(bare);
        JsonElement close = record.GetProperty("close"), reset = record.GetProperty("resets")[0];
        JsonElement[] absent =
        [
            close.GetProperty("active_closer"), close.GetProperty("initiator_fin"), close.GetProperty("responder_fin"), close.GetProperty("idle_before_close_s"),
            record.GetProperty("states").GetProperty("initiator"), record.GetProperty("reuse"),
            reset.GetProperty("provoked_by_frame"), reset.GetProperty("late_by_s"), reset.GetProperty("effective"), reset.GetProperty("linux_reset_reason"), reset.GetProperty("receiver_state"),
        ];
        Assert.All(absent, value => Assert.Equal(JsonValueKind.Null, value.ValueKind));
        Assert.Equal("[]", record.GetProperty("time_wait").GetRawText());
    }

    [Fact]
    public void Tells_of_late_segments_and_of_a_tuple_that_came_back()
    {
        ConnectionReport connection = Closed with
        {
            LateSegments = [new(new FrameId(0, 11), Epoch + Second, Role.Initiator, LateSegmentKind.NewData, 200 * Millisecond, LateSegmentAnswer.Rst, new FrameId(0, 12))],
            LateSegmentCount = 1,
            Reuse = ReusedFromTimeWait,
        };
        JsonElement record = Writing.Record(connection);
        Assert.Equal(
            """{"frame":11,"time":"2026-01-01T00:00:01.000000000Z","from":"initiator","kind":"new_data","late_by_s":0.2,"answer":"rst","answer_frame":12}""",
            record.GetProperty("late_segments")[0].GetRawText());
        Assert.Equal(
            """{"previous_first_frame":1,"by":"initiator","time_wait_holder":"responder","after_s":7,"isn_minus_old_next":4711,"syn_ack_isn_minus_old_next":65537,"ts_val_delta":null}""",
            record.GetProperty("reuse").GetRawText());
    }

    [Fact]
    public void With_several_inputs_each_frame_names_its_file()
    {
        ConnectionReport spanning = Closed with { LastFrame = new FrameId(1, 3) };
        JsonElement record = Writing.Record(spanning, Writing.TwoInputs);
        Assert.Equal("part1.pcap", record.GetProperty("first_file").GetString());
        Assert.Equal("part2.pcap", record.GetProperty("last_file").GetString());
        Assert.Equal("part1.pcap", record.GetProperty("close").GetProperty("initiator_fin").GetProperty("file").GetString());
        Assert.Equal("part1.pcap", record.GetProperty("close").GetProperty("initiator_fin").GetProperty("acked_file").GetString());
        Assert.Equal("part1.pcap", record.GetProperty("time_wait")[0].GetProperty("entered_file").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("time_wait")[0].GetProperty("ended_file").ValueKind);
        Assert.Equal("part1.pcap", record.GetProperty("resets")[0].GetProperty("provoked_by_file").GetString());
        Assert.Contains("(frame 9 of part1.pcap)", record.GetProperty("close").GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("frame.number", record.GetProperty("wireshark_filter").GetString(), StringComparison.Ordinal);
        Assert.False(Writing.Record(Closed).TryGetProperty("first_file", out _));
    }

    [Fact]
    public void One_line_for_each_connection_and_nothing_else()
    {
        string[] lines = Writing.Ndjson([Open(1), Open(2), Open(3)]).Split('\n');
        Assert.Equal(["1", "2", "3", ""], lines.Select(line => line.Length == 0 ? "" : JsonDocument.Parse(line).RootElement.GetProperty("id").GetRawText()));
        Assert.Equal("", Writing.Ndjson([]));
    }

    [Fact]
    public void A_hostile_file_name_cannot_leave_its_string()
    {
        CaptureInput[] inputs = [Writing.InputOf("a\u001b]0;x\u0007\n\"}.pcap"), Writing.InputOf("b.pcap")];
        string text = Writing.Ndjson([Closed], inputs);
        Assert.DoesNotContain(text.TrimEnd('\n'), character => character < ' ' || character == '\u007f');
        Assert.Equal(inputs[0].Name, Writing.Record(Closed, inputs).GetProperty("first_file").GetString());
    }

    [Fact]
    public void Records_make_no_garbage()
    {
        ConnectionReport connection = Closed with { Reuse = ReusedFromTimeWait };
        foreach (InputNames names in new[] { Writing.OneName, new InputNames([Writing.InputOf("größe \n.pcap"), Writing.InputOf("b.pcap")]) })
        {
            using var writer = new NdjsonWriter(Stream.Null, names);
            for (int i = 0; i < 500; i++) { writer.Connection(connection); }
            Allocation.None(1000, () =>
            {
                for (int i = 0; i < 1000; i++) { writer.Connection(connection); }
            });
        }
    }

    /// <summary>Live: the same record again when it changed. From a file each connection has one record, which needs no number.</summary>
    [Fact]
    public void Records_that_are_repeated_are_numbered_and_the_last_is_marked()
    {
        string once = Writing.Ndjson([Open()]);
        Assert.DoesNotContain("revision", once, StringComparison.Ordinal);
        Assert.DoesNotContain("\"final\"", once, StringComparison.Ordinal);
        string second = Writing.Ndjson([Open() with { Revision = 2, Final = false }]);
        Assert.Equal(once, second.Replace(",\"revision\":2,\"final\":false", "", StringComparison.Ordinal));
        string[] lines = Writing.Csv([Open() with { Revision = 3 }], revisions: true).Split("\r\n");
        Assert.EndsWith(",revision,final", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",3,true", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("revision", Writing.Csv([Open()]), StringComparison.Ordinal);
    }
}
