using System;
using System.Collections.Generic;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>The sums of a report as the contract <c>fintracer/report/1</c> writes them (Schemas/report.schema.json).</summary>
sealed class SummaryJson(Utf8JsonWriter json, InputNames names)
{
    /// <summary>Writes the fields behind the connections into the open object.</summary>
    public void Write(ReportSummary summary)
    {
        WriteCaptures(summary.Inputs);
        json.WriteForeign("filter"u8, summary.Filter);
        WriteSelection(summary.Selection);
        json.WriteBoolean("interrupted"u8, summary.Interrupted);
        WriteCounts(summary.Counts, summary.Sums.Total.Connections);
        json.WriteStartObject("total"u8);
        WriteClose(summary.Sums.Total);
        json.WriteEndObject();
        json.WriteStartArray("services"u8);
        foreach (ServiceSummary service in summary.Sums.Services) { WriteService(service); }
        json.WriteEndArray();
        json.WriteStartArray("hosts"u8);
        foreach (HostSummary host in summary.Sums.Hosts) { WriteHost(host); }
        json.WriteEndArray();
        json.WriteStartArray("ports"u8);
        foreach (PortBudget ports in summary.Sums.Ports) { WritePorts(ports); }
        json.WriteEndArray();
        json.WriteStartArray("findings"u8);
        foreach (Finding finding in summary.Sums.Findings) { WriteFinding(finding); }
        json.WriteEndArray();
    }

    void WriteCaptures(IReadOnlyList<CaptureInput> inputs)
    {
        json.WriteStartArray("captures"u8);
        foreach (CaptureInput input in inputs)
        {
            json.WriteStartObject();
            json.WriteForeign("name"u8, input.Name);
            json.WriteString("format"u8, input.Format);
            json.WriteString("compression"u8, input.Compression);
            json.WriteNumber("timestamp_digits"u8, input.TimestampDigits);
            json.WriteNumber("frames"u8, input.Frames);
            json.WriteNumber("octets"u8, input.OctetsRead);
            json.WriteTime("first_time"u8, input.FirstTimestampNs);
            json.WriteTime("last_time"u8, input.LastTimestampNs);
            json.WriteOptionalNumber("dropped_by_system"u8, input.DroppedBySystem);
            WriteInterfaces(input.Interfaces);
            WriteProblems(input.Problems);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteSelection(SelectionSummary? selection)
    {
        if (selection is null)
        {
            json.WriteNull("selection"u8);
            return;
        }
        json.WriteStartObject("selection"u8);
        json.WriteForeign("where"u8, selection.Where);
        json.WriteStartArray("services"u8);
        foreach (string service in selection.Services) { json.WriteStringValue(service); }
        json.WriteEndArray();
        json.WriteStartArray("hosts"u8);
        foreach (string host in selection.Hosts) { json.WriteStringValue(host); }
        json.WriteEndArray();
        json.WriteNumber("left_out"u8, selection.LeftOut);
        json.WriteEndObject();
    }

    void WriteInterfaces(List<CaptureInterface> interfaces)
    {
        json.WriteStartArray("interfaces"u8);
        foreach (CaptureInterface captured in interfaces)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, captured.Id);
            json.WriteForeign("name"u8, captured.Name);
            json.WriteNumber("link_type"u8, (int)captured.LinkType);
            json.WriteNumber("snap_length"u8, captured.SnapLength);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteProblems(List<InputProblem> problems)
    {
        json.WriteStartArray("problems"u8);
        foreach (InputProblem problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, Words.Of(problem.Kind));
            json.WriteNumber("offset"u8, problem.Offset);
            json.WriteString("detail"u8, problem.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteCounts(FrameCounts counts, long connections)
    {
        json.WriteStartObject("counts"u8);
        json.WriteNumber("frames"u8, counts.Frames);
        json.WriteNumber("tcp_segments"u8, counts.TcpSegments);
        json.WriteNumber("not_tcp"u8, counts.NotTcp);
        json.WriteNumber("fragments"u8, counts.Fragments);
        json.WriteNumber("truncated"u8, counts.Truncated);
        json.WriteNumber("undecodable"u8, counts.Undecodable);
        json.WriteNumber("duplicates"u8, counts.Duplicates);
        json.WriteNumber("bad_checksums"u8, counts.BadChecksums);
        json.WriteNumber("strays"u8, counts.Strays);
        json.WriteNumber("filtered"u8, counts.Filtered);
        json.WriteOptionalNumber("dropped_by_system"u8, counts.DroppedBySystem);
        json.WriteNumber("evicted"u8, counts.Evicted);
        json.WriteNumber("connections"u8, connections);
        json.WriteEndObject();
    }

    void WriteService(ServiceSummary service)
    {
        json.WriteStartObject();
        WriteEndpointFields(service.Service);
        WriteClose(service.Close);
        json.WriteEndObject();
    }

    /// <summary>Counts by word hold only the words that occurred; "none" stands for connections that nobody closed first.</summary>
    void WriteClose(CloseSummary close)
    {
        json.WriteNumber("connections"u8, close.Connections);
        json.WriteNumber("established"u8, close.Established);
        json.WriteNumber("initiator_unknown"u8, close.InitiatorUnknown);
        json.WriteNumber("evicted"u8, close.Evicted);
        WriteKinds(close.Kinds);
        WriteClosers(close.ActiveClosers);
        json.WriteStartObject("confidences"u8);
        foreach ((Confidence confidence, long count) in close.Confidences) { json.WriteNumber(Words.Of(confidence), count); }
        json.WriteEndObject();
        json.WriteNumber("left_by_initiator"u8, close.LeftByInitiator);
        json.WriteNumber("left_by_responder"u8, close.LeftByResponder);
        json.WriteNumber("resets"u8, close.Resets);
        WriteCauses("reset_causes"u8, close.ResetCauses);
        WriteCauses("reset_causes_of_initiator"u8, close.ResetCausesOfInitiator);
        WriteCauses("reset_causes_of_responder"u8, close.ResetCausesOfResponder);
        json.WriteNumber("late_segments"u8, close.LateSegments);
        json.WriteNumber("tuples_reused"u8, close.TuplesReused);
        json.WriteNumber("tuples_reused_in_time_wait"u8, close.TuplesReusedInTimeWait);
        WriteTimeWait("initiator_time_wait"u8, close.InitiatorTimeWait);
        WriteTimeWait("responder_time_wait"u8, close.ResponderTimeWait);
        WriteTimes(close);
    }

    /// <summary>How the connections of one initiator to one service ended.</summary>
    void WriteEndings(CloseSummary close)
    {
        WriteKinds(close.Kinds);
        WriteClosers(close.ActiveClosers);
        json.WriteNumber("resets"u8, close.Resets);
        WriteCauses("reset_causes_of_initiator"u8, close.ResetCausesOfInitiator);
        WriteCauses("reset_causes_of_responder"u8, close.ResetCausesOfResponder);
        WriteTimes(close);
    }

    void WriteTimes(CloseSummary close)
    {
        WriteDurations("idle_before_close"u8, close.IdleBeforeClose);
        WriteDurations("idle_before_responder_closed"u8, close.IdleBeforeResponderClosed);
        WriteDurations("fin_to_fin"u8, close.FinToFin);
    }

    void WriteEndings(HostCloseSummary close)
    {
        WriteKinds(close.Kinds);
        json.WriteStartObject("closed_first"u8);
        json.WriteNumber("host"u8, close.ClosedFirst);
        json.WriteNumber("peer"u8, close.PeerClosedFirst);
        json.WriteNumber("both"u8, close.BothClosed);
        json.WriteNumber("none"u8, close.NobodyClosed);
        json.WriteEndObject();
        WriteCauses("reset_causes_sent"u8, close.ResetCausesSent);
        WriteCauses("reset_causes_received"u8, close.ResetCausesReceived);
        WriteDurations("idle_before_close"u8, close.IdleBeforeClose);
        WriteDurations("fin_to_fin"u8, close.FinToFin);
    }

    void WriteKinds(IReadOnlyList<Counted<CloseKind>> kinds)
    {
        json.WriteStartObject("kinds"u8);
        foreach ((CloseKind kind, long count) in kinds) { json.WriteNumber(Words.Of(kind), count); }
        json.WriteEndObject();
    }

    void WriteClosers(IReadOnlyList<Counted<ActiveCloser>> closers)
    {
        json.WriteStartObject("active_closers"u8);
        foreach ((ActiveCloser closer, long count) in closers) { json.WriteNumber(Words.Of(closer) ?? "none", count); }
        json.WriteEndObject();
    }

    void WriteCauses(ReadOnlySpan<byte> name, IReadOnlyList<Counted<ResetCause>> causes)
    {
        json.WriteStartObject(name);
        foreach ((ResetCause cause, long count) in causes) { json.WriteNumber(Words.Of(cause), count); }
        json.WriteEndObject();
    }

    void WriteTimeWait(ReadOnlySpan<byte> name, TimeWaitSummary timeWait)
    {
        json.WriteStartObject(name);
        json.WriteNumber("entered"u8, timeWait.Entered);
        json.WriteNumber("peak"u8, timeWait.Peak.Held);
        json.WriteTime("peak_time"u8, timeWait.Peak.TimeNs);
        json.WriteNumber("open_at_end"u8, timeWait.OpenAtEnd);
        json.WriteNumber("expired"u8, timeWait.Expired);
        json.WriteNumber("reused"u8, timeWait.Reused);
        json.WriteNumber("assassinated"u8, timeWait.Assassinated);
        json.WriteNumber("never_kept"u8, timeWait.NeverKept);
        json.WriteNumber("restarts"u8, timeWait.Restarts);
        json.WriteEndObject();
    }

    void WriteDurations(ReadOnlySpan<byte> name, DurationSummary durations)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, durations.Count);
        json.WriteSeconds("min_s"u8, durations.MinNs);
        json.WriteSeconds("p50_s"u8, durations.P50Ns);
        json.WriteSeconds("p90_s"u8, durations.P90Ns);
        json.WriteSeconds("p99_s"u8, durations.P99Ns);
        json.WriteSeconds("max_s"u8, durations.MaxNs);
        json.WriteStartArray("histogram"u8);
        foreach (DurationBucket bucket in durations.Buckets)
        {
            json.WriteStartObject();
            json.WriteSeconds("from_s"u8, bucket.FromNs);
            json.WriteSeconds("to_s"u8, bucket.ToNs);
            json.WriteNumber("count"u8, bucket.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteHost(HostSummary host)
    {
        json.WriteStartObject();
        json.WriteAddress("address"u8, host.Address);
        json.WriteNumber("as_initiator"u8, host.AsInitiator);
        json.WriteNumber("as_responder"u8, host.AsResponder);
        json.WriteNumber("with_itself"u8, host.WithItself);
        json.WriteNumber("as_active_closer"u8, host.AsActiveCloser);
        json.WriteNumber("resets_sent"u8, host.ResetsSent);
        WriteEndings(host.Close);
        WriteTimeWait("time_wait"u8, host.TimeWait);
        json.WriteStartArray("time_wait_held"u8);
        foreach (OccupancyPoint point in host.TimeWaitHeld)
        {
            json.WriteStartObject();
            json.WriteTime("time"u8, point.TimeNs);
            json.WriteNumber("held"u8, point.Held);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WritePorts(PortBudget ports)
    {
        json.WriteStartObject();
        json.WriteAddress("initiator_address"u8, ports.Group.Initiator);
        json.WriteStartObject("responder"u8);
        WriteEndpointFields(ports.Group.Responder);
        json.WriteEndObject();
        json.WriteNumber("connections"u8, ports.Connections);
        WriteEndings(ports.Close);
        json.WriteNumber("distinct_ports"u8, ports.DistinctPorts);
        json.WriteNumber("peak_held"u8, ports.PeakHeld.Held);
        json.WriteTime("peak_time"u8, ports.PeakHeld.TimeNs);
        json.WriteNumber("ports_in_range"u8, ports.PortsInRange);
        json.WriteNumber("time_waits_entered"u8, ports.TimeWaitsEntered);
        json.WriteTime("first_connect_time"u8, ports.FirstConnectNs);
        json.WriteTime("last_connect_time"u8, ports.LastConnectNs);
        json.WriteNumber("busiest_second"u8, ports.BusiestSecond);
        if (ports.ConnectsPerSecond is { } rate) { json.WriteNumber("connects_per_second"u8, rate); }
        else { json.WriteNull("connects_per_second"u8); }
        json.WriteNumber("runs_out_per_second"u8, ports.RunsOutPerSecond);
        json.WriteEndObject();
    }

    void WriteFinding(Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Words.Of(finding.Code));
        json.WriteNumber("weight"u8, finding.Weight);
        WriteSubject(finding);
        json.WriteNumber("connections"u8, finding.Connections);
        json.WriteNumber("of_connections"u8, finding.OfConnections);
        json.WriteStartObject("numbers"u8);
        foreach (FindingNumber number in finding.Numbers) { WriteNumber(number); }
        json.WriteEndObject();
        json.WriteString("seen"u8, FindingText.Seen(finding));
        json.WriteString("means"u8, FindingAdvice.Means(finding));
        json.WriteString("do"u8, FindingAdvice.Do(finding));
        json.WriteStartArray("evidence"u8);
        foreach (FindingEvidence evidence in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteNumber("connection"u8, evidence.Connection);
            json.WriteFrame("frame"u8, "file"u8, evidence.Frame, names);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteSubject(Finding finding)
    {
        if (finding.Service is { } service)
        {
            json.WriteStartObject("service"u8);
            WriteEndpointFields(service);
            json.WriteEndObject();
        }
        else { json.WriteNull("service"u8); }
        if (finding.Host is { } host) { json.WriteAddress("host"u8, host); }
        else { json.WriteNull("host"u8); }
        if (finding.Side is { } side) { json.WriteString("side"u8, Words.Of(side)); }
        else { json.WriteNull("side"u8); }
    }

    void WriteNumber(FindingNumber number)
    {
        string name = Words.Of(number.Measure);
        switch (FindingUnits.Of(number.Measure))
        {
            case FindingUnit.Count:
                json.WriteNumber(name, number.Value);
                break;
            case FindingUnit.DurationNs:
                json.WriteSeconds(System.Text.Encoding.ASCII.GetBytes(name), number.Value);
                break;
            case FindingUnit.TimeNs:
                json.WriteTime(System.Text.Encoding.ASCII.GetBytes(name), number.Value);
                break;
            case FindingUnit.MilliPerSecond:
                json.WriteNumber(name, number.Value / 1000m);
                break;
        }
    }

    void WriteEndpointFields(Endpoint endpoint)
    {
        json.WriteAddress("address"u8, endpoint.Address);
        json.WriteNumber("port"u8, endpoint.Port);
    }
}
