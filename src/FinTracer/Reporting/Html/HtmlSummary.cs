using System;
using System.Collections.Generic;
using System.Reflection;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Html;

/// <summary>What the page's script is told beside the connections: the sums, the findings in words, the curves, and the words that rows name by number.</summary>
sealed class HtmlSummary(Utf8JsonWriter json)
{
    const int TopServices = 12;
    const int TopHolders = 5;
    const int MaxIdleBars = 40;
    const int MaxPoints = 20_000;
    const long NsPerSecond = 1_000_000_000;

    public void Write(ReportSummary summary, HtmlRows rows)
    {
        json.WriteStartObject();
        json.WriteString("version"u8, typeof(HtmlSummary).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
        json.WriteString("base"u8, rows.BaseNs.ToString(System.Globalization.CultureInfo.InvariantCulture));
        WriteInputs(summary);
        WriteNotes(summary);
        WriteTotal(summary.Sums.Total);
        WriteServices(summary.Sums);
        WriteHolders(summary.Sums);
        WritePorts(summary.Sums);
        WriteFindings(summary.Sums.Findings);
        WriteWords();
        WriteStrings("sentences"u8, rows.Sentences.Sentences);
        json.WriteEndObject();
    }

    void WriteInputs(ReportSummary summary)
    {
        (long? first, long? last) = (null, null);
        json.WriteStartArray("inputs"u8);
        foreach (CaptureInput input in summary.Inputs)
        {
            if (input.FirstTimestampNs is { } begin) { first = Math.Min(begin, first ?? begin); }
            if (input.LastTimestampNs is { } end) { last = Math.Max(end, last ?? end); }
            json.WriteStartObject();
            json.WriteString("name"u8, Sanitizer.Clean(input.Name));
            json.WriteString("format"u8, Sanitizer.Clean(input.Compression is { } compressed ? $"{input.Format}, {compressed}" : input.Format));
            json.WriteNumber("frames"u8, input.Frames);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("time"u8, first is { } from && last is { } to ? $"{Rfc3339.ToText(from)} to {Rfc3339.ToText(to)} ({new DurationText(to - from)})." : null);
        json.WriteStartArray("span"u8);
        json.WriteNumberValue(Math.Floor((first ?? 0) / (double)NsPerSecond));
        json.WriteNumberValue(Math.Ceiling((last ?? 0) / (double)NsPerSecond));
        json.WriteEndArray();
        json.WriteString("filter"u8, summary.Filter is { } filter ? Sanitizer.Clean(filter) : null);
    }

    /// <summary>What a reader should know before believing the rest.</summary>
    void WriteNotes(ReportSummary summary)
    {
        json.WriteStartArray("notes"u8);
        foreach ((string name, string text, Tone tone) in Doubts.Of(summary))
        {
            json.WriteStartObject();
            json.WriteString("text"u8, name switch { "stopped" => $"Stopped {text}", "skipped" => $"Skipped: {text}", _ => text });
            json.WriteBoolean("bad"u8, tone == Tone.Bad);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void WriteTotal(CloseSummary total)
    {
        long certain = 0;
        foreach (Counted<Confidence> counted in total.Confidences) { certain += counted.Value == Confidence.Certain ? counted.Count : 0; }
        json.WriteStartObject("total"u8);
        json.WriteNumber("connections"u8, total.Connections);
        json.WriteNumber("certain"u8, certain);
        json.WriteNumber("resets"u8, total.Resets);
        json.WriteNumber("late"u8, total.LateSegments);
        WriteCounts("kinds"u8, total.Kinds, kind => (int)kind);
        WriteCounts("closers"u8, total.ActiveClosers, closer => (int)closer);
        WriteCounts("causes"u8, total.ResetCauses, cause => (int)cause);
        json.WriteStartArray("idle"u8);
        json.WriteStringValue(ShortText.Median(total.IdleBeforeClose));
        WriteOptional(total.IdleBeforeClose.MaxNs);
        json.WriteEndArray();
        WriteIdleBars(total);
        json.WriteEndObject();
    }

    /// <summary>The histogram of all connections, listed or not: bounds, and how many the initiator, the responder, and both or nobody closed first.</summary>
    void WriteIdleBars(CloseSummary total)
    {
        json.WriteStartArray("idleBars"u8);
        foreach (DurationBucket bar in total.IdleBeforeClose.Coarse(MaxIdleBars))
        {
            (long initiator, long responder) = (Within(bar, total.IdleBeforeInitiatorClosed), Within(bar, total.IdleBeforeResponderClosed));
            json.WriteStartArray();
            foreach (long number in (ReadOnlySpan<long>)[bar.FromNs, bar.ToNs, initiator, responder, bar.Count - initiator - responder]) { json.WriteNumberValue(number); }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    static long Within(DurationBucket bar, DurationSummary durations)
    {
        long count = 0;
        foreach (DurationBucket bucket in durations.Buckets) { count += bucket.FromNs >= bar.FromNs && bucket.ToNs <= bar.ToNs ? bucket.Count : 0; }
        return count;
    }

    void WriteServices(CaptureSummary sums)
    {
        json.WriteStartArray("services"u8);
        for (int i = 0; i < sums.Services.Count && i < TopServices; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, AddressText.ToText(sums.Services[i].Service));
            json.WriteNumber("connections"u8, sums.Services[i].Close.Connections);
            WriteCounts("closers"u8, sums.Services[i].Close.ActiveClosers, closer => (int)closer);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("moreServices"u8, Math.Max(0, sums.Services.Count - TopServices));
    }

    /// <summary>The holders of most TIME-WAITs, and their curves.</summary>
    void WriteHolders(CaptureSummary sums)
    {
        json.WriteStartArray("hosts"u8);
        for (int i = 0; i < sums.Hosts.Count && i < TopHolders; i++)
        {
            json.WriteStartObject();
            json.WriteString("address"u8, AddressText.ToText(sums.Hosts[i].Address));
            json.WriteNumber("entered"u8, sums.Hosts[i].TimeWait.Entered);
            json.WriteNumber("peak"u8, sums.Hosts[i].TimeWait.Peak.Held);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("curves"u8);
        for (int i = 0; i < sums.Hosts.Count && i < TopHolders; i++)
        {
            if (sums.Hosts[i].TimeWaitHeld.Count > 0) { WriteCurve(sums.Hosts[i]); }
        }
        json.WriteEndArray();
    }

    /// <summary>A long curve is thinned to the highest point of each stretch, so that no peak is lost.</summary>
    void WriteCurve(HostSummary host)
    {
        json.WriteStartObject();
        json.WriteString("address"u8, AddressText.ToText(host.Address));
        json.WriteNumber("peak"u8, host.TimeWait.Peak.Held);
        json.WriteStartArray("points"u8);
        int stretch = (host.TimeWaitHeld.Count + MaxPoints - 1) / MaxPoints;
        for (int i = 0; i < host.TimeWaitHeld.Count; i += stretch)
        {
            OccupancyPoint highest = host.TimeWaitHeld[i];
            for (int k = i + 1; k < i + stretch && k < host.TimeWaitHeld.Count; k++)
            {
                if (host.TimeWaitHeld[k].Held > highest.Held) { highest = host.TimeWaitHeld[k]; }
            }
            json.WriteStartArray();
            json.WriteNumberValue(highest.TimeNs / NsPerSecond);
            json.WriteNumberValue(highest.Held);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WritePorts(CaptureSummary sums)
    {
        json.WriteStartArray("ports"u8);
        for (int i = 0; i < sums.Ports.Count && i < 1; i++)
        {
            PortBudget ports = sums.Ports[i];
            json.WriteStartObject();
            json.WriteString("initiator"u8, AddressText.ToText(ports.Group.Initiator));
            json.WriteString("service"u8, AddressText.ToText(ports.Group.Responder));
            json.WriteNumber("peak"u8, ports.PeakHeld.Held);
            json.WriteNumber("range"u8, ports.PortsInRange);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("portRange"u8, sums.Ports.Count > 0 ? sums.Ports[0].PortsInRange : new SumsOptions().LocalPorts);
    }

    void WriteFindings(IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings"u8);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Words.Of(finding.Code));
            json.WriteNumber("weight"u8, finding.Weight);
            json.WriteString("title"u8, Capital(FindingAdvice.Title(finding.Code)));
            json.WriteString("subject"u8, FindingText.Subject(finding));
            json.WriteString("seen"u8, FindingText.Seen(finding));
            json.WriteString("means"u8, FindingAdvice.Means(finding));
            json.WriteString("advice"u8, FindingAdvice.Do(finding));
            json.WriteStartArray("evidence"u8);
            foreach (FindingEvidence evidence in finding.Evidence)
            {
                json.WriteStartArray();
                json.WriteNumberValue(HtmlRows.NumberOf(evidence.Frame));
                json.WriteNumberValue(evidence.Connection);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The words of the contract, each in the place of its number.</summary>
    void WriteWords()
    {
        json.WriteStartObject("words"u8);
        WriteList("kind"u8, (CloseKind kind) => Words.Of(kind));
        WriteList("sure"u8, (Confidence confidence) => Words.Of(confidence));
        WriteList("vantage"u8, (Vantage vantage) => Words.Of(vantage));
        WriteList("ending"u8, (TimeWaitEnding ending) => Words.Of(ending));
        WriteList("mode"u8, (ResetMode mode) => Words.Of(mode));
        WriteList("cause"u8, (ResetCause cause) => Words.Of(cause));
        WriteList("detail"u8, (ResetDetail detail) => Words.Of(detail));
        WriteList("effect"u8, (ResetEffect effect) => Words.Of(effect));
        WriteList("late"u8, (LateSegmentKind kind) => Words.Of(kind));
        WriteList("state"u8, (TcpState state) => Words.Of(state));
        json.WriteEndObject();
        WriteList("meanings"u8, (ResetCause cause) => ShortText.Meaning(cause));
    }

    void WriteList<T>(ReadOnlySpan<byte> name, Func<T, string?> word)
        where T : struct, Enum
    {
        json.WriteStartArray(name);
        foreach (T value in Enum.GetValues<T>()) { json.WriteStringValue(word(value) ?? ""); }
        json.WriteEndArray();
    }

    /// <summary>The greatest first.</summary>
    void WriteCounts<T>(ReadOnlySpan<byte> name, IReadOnlyList<Counted<T>> counts, Func<T, int> number)
        where T : struct, Enum
    {
        List<Counted<T>> ordered = [.. counts];
        ordered.Sort((left, right) => right.Count != left.Count ? right.Count.CompareTo(left.Count) : number(left.Value).CompareTo(number(right.Value)));
        json.WriteStartArray(name);
        foreach (Counted<T> counted in ordered)
        {
            json.WriteStartArray();
            json.WriteNumberValue(number(counted.Value));
            json.WriteNumberValue(counted.Count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    void WriteStrings(ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }

    void WriteOptional(long? value)
    {
        if (value is { } number) { json.WriteNumberValue(number); }
        else { json.WriteNullValue(); }
    }

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
