using System.Globalization;
using FinTracer.Findings;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The sentences of findings: what was seen, with its numbers. What packets cannot prove is "consistent with". No switch has a default arm, so that a
/// finding does not build without its words.
/// </summary>
static class FindingText
{
    /// <summary>What the finding is about: a service, a host, who connects to what, or the capture.</summary>
    public static string Subject(Finding finding) => finding switch
    {
        { Host: { } host, Service: { } service } => $"{AddressText.ToText(host)} to {AddressText.ToText(service)}",
        { Service: { } service } => AddressText.ToText(service),
        { Host: { } host } => AddressText.ToText(host),
        _ when finding[FindingMeasure.Services] is { } services => $"{ShortText.Count(services)} more services",
        _ => "the capture",
    };

    /// <summary>What was seen.</summary>
    public static string Seen(Finding finding)
    {
        string some = Some(finding);
        string who = Who(finding);
        return finding[FindingMeasure.Services] is not null && finding.Service is null ? $"The same in {some}." : finding.Code switch
        {
            FindingCode.PortExhausted =>
                $"{Held(finding)}. {Per(finding, FindingMeasure.ConnectsPerSecond)} connections/s came before; {WhileFull(finding)}.",
            FindingCode.PortExhaustionNear =>
                $"{Held(finding)}. {Per(finding, FindingMeasure.ConnectsPerSecond)} connections/s on average, {Count(finding, FindingMeasure.TimeWaitsEntered)} TIME-WAITs entered; {Per(finding, FindingMeasure.RunsOutPerSecond)}/s use the range up.",
            FindingCode.KeepaliveRace =>
                $"In {some} a request met the server's close{After(finding, FindingMeasure.IdleMedian, "idle")} and drew a RST: {Race(finding)}.",
            FindingCode.CloseWaitLeak =>
                $"In {some} {who} acknowledged the peer's FIN and never sent its own{Since(finding)}{GaveUp(finding)}.",
            FindingCode.FinWait2PileUp =>
                $"In {some} {who} closed and waits in FIN-WAIT-2 for a FIN that never came{Since(finding)}{GaveUp(finding)}.",
            FindingCode.ServerClosesFirst =>
                $"The server closed first in {some}{AfterLastData(finding)}; it entered {Count(finding, FindingMeasure.TimeWaitsEntered)} TIME-WAITs and held {Count(finding, FindingMeasure.PeakHeld)} at the peak.",
            FindingCode.TimeWaitPileUp =>
                $"It held {Count(finding, FindingMeasure.PeakHeld)} TIME-WAITs at the peak ({Second(finding, FindingMeasure.PeakTime)}): it closed first in {some} that it had opened.",
            FindingCode.UnreadDataAborts => $"In {some} {who} aborted while the last data it had received stood unanswered.",
            FindingCode.LingerZeroAborts => $"In {some} {who} ended with a RST although nothing was left unanswered.",
            FindingCode.Aborts => $"In {some} {who} aborted (RST instead of FIN){After(finding, FindingMeasure.IdleMedian, "without data")}; the packets do not show why.",
            FindingCode.DataAfterClose => $"In {some} data reached {who} after it had closed, and drew a RST.",
            FindingCode.HalfOpenPeers => $"In {some} {who} answered with a RST as if it had never known the connection{After(finding, FindingMeasure.IdleMedian, "of silence")}.",
            FindingCode.KeepaliveTimeouts => $"In {some} {who} gave up{FirstAt(finding)}{After(finding, FindingMeasure.IdleMedian, "without data")}: its keep-alive probes had gone unanswered.",
            FindingCode.MiddleboxResets => $"In {some} a RST does not fit the endpoint that it claims to come from{After(finding, FindingMeasure.IdleMedian, "without data")}.",
            FindingCode.Refused => $"In {some} a RST answered the SYN.",
            FindingCode.SynUnanswered => $"In {some} the SYN was repeated and nothing answered.",
            FindingCode.ListenerClosed => $"In {some} the server's kernel aborted a connection that no process had taken.",
            FindingCode.AcceptQueueFull => $"In {some} the server answered the ACK that completes the handshake with a RST.",
            FindingCode.SynInTimeWait => $"In {some} a SYN met the TIME-WAIT of the connection before and had to be sent again.",
            FindingCode.TimeWaitReuse =>
                $"{some} took over a four-tuple that was still in TIME-WAIT, {Duration(finding, FindingMeasure.ReusedAfterShortest)} after its last use at the earliest; {Count(finding, FindingMeasure.ByTimestampOnly)} of them relied on the time stamp alone.",
            FindingCode.TimeWaitAssassination => $"In {some} a RST ended the TIME-WAIT of {who} before its time.",
            FindingCode.TimeWaitNotKept => $"In {some} {who} should have kept TIME-WAIT and answered the peer's FIN with a RST.",
            FindingCode.LateSegments =>
                $"In {some} segments came after the close, up to {Duration(finding, FindingMeasure.LatestBy)} late; {Count(finding, FindingMeasure.AnsweredByReset)} drew a RST.",
            FindingCode.CaptureLossy => Lossy(finding, some),
            FindingCode.CaptureOneSided => $"Of {some} the capture has one direction only.",
        };
    }

    static string Some(Finding finding) => finding.OfConnections == 1
        ? "the only connection"
        : $"{ShortText.Count(finding.Connections)} of {ShortText.Count(finding.OfConnections)} connections ({ShortText.Share(finding.Connections, finding.OfConnections)})";

    static string Who(Finding finding) => finding.Side switch
    {
        Role.Initiator => "the client",
        Role.Responder => "the server",
        null => "an endpoint",
    };

    static string Count(Finding finding, FindingMeasure measure) => ShortText.Count(finding[measure] ?? 0);

    static string Duration(Finding finding, FindingMeasure measure) => new DurationText(finding[measure] ?? 0).ToString();

    static string Per(Finding finding, FindingMeasure measure) => ShortText.Rate(finding[measure] / 1000.0);

    static string Second(Finding finding, FindingMeasure measure) => finding[measure] is { } time ? Rfc3339.ToText(time, 0) : ShortText.Nothing;

    static string After(Finding finding, FindingMeasure measure, string of) => finding[measure] is { } duration
        ? finding.Connections == 1 ? $" after {new DurationText(duration)} {of}" : $" after {new RoughDurationText(duration)} {of} (median)"
        : "";

    static string FirstAt(Finding finding) => finding[FindingMeasure.FirstTime] is { } time
        ? $"{(finding.Connections == 1 ? " at" : ", the first at")} {Rfc3339.ToText(time, 0)}{(finding.Connections == 1 ? "" : ",")}"
        : "";

    static string AfterLastData(Finding finding) =>
        finding[FindingMeasure.IdleMedian] is { } idle ? $", {new RoughDurationText(idle)} (median) after the last data" : "";

    static string Held(Finding finding) =>
        $"{Count(finding, FindingMeasure.PeakHeld)} of {Count(finding, FindingMeasure.PortsInRange)} local ports were held at once ({ShortText.Share(finding[FindingMeasure.PeakHeld] ?? 0, finding[FindingMeasure.PortsInRange] ?? 0)}, {Second(finding, FindingMeasure.PeakTime)})";

    /// <summary>For how long they were held is known as finely as the sums count (<see cref="OccupancyPeak"/>).</summary>
    static string WhileFull(Finding finding) => (finding[FindingMeasure.ConnectsPerSecondWhileFull], finding[FindingMeasure.FullFor]) switch
    {
        (null, null) => "the capture ends there",
        (null, { } full) => $"some were given back after {new RoughDurationText(full)}",
        ({ }, null) => $"{Per(finding, FindingMeasure.ConnectsPerSecondWhileFull)}/s from then on",
        ({ }, { } full) => $"{Per(finding, FindingMeasure.ConnectsPerSecondWhileFull)}/s for {new RoughDurationText(full)}, until some were given back",
    };

    static string Race(Finding finding) => (finding[FindingMeasure.CrossedFin], finding[FindingMeasure.WroteAfterFin]) switch
    {
        ({ } crossed, null) => $"{ShortText.Count(crossed)} crossed the FIN",
        (null, { } wrote) => $"{ShortText.Count(wrote)} {(wrote == 1 ? "was" : "were")} written after the FIN had come",
        var (crossed, wrote) => $"{ShortText.Count(crossed ?? 0)} crossed the FIN, {ShortText.Count(wrote ?? 0)} {(wrote == 1 ? "was" : "were")} written after it had come",
    };

    static string Since(Finding finding) => finding[FindingMeasure.Since] is { } since ? $", the first since {Rfc3339.ToText(since, 0)}" : "";

    static string GaveUp(Finding finding) => finding[FindingMeasure.GaveUp] is { } gaveUp
        ? $"; {ShortText.Count(gaveUp)} {(gaveUp == 1 ? "was" : "were")} given up in FIN-WAIT-2"
        : "";

    static string Lossy(Finding finding, string some)
    {
        long missing = finding[FindingMeasure.MissingOctets] ?? 0, payload = finding[FindingMeasure.PayloadOctets] ?? 0;
        string dropped = finding[FindingMeasure.DroppedBySystem] is { } packets ? $" The capturing system says that it dropped {ShortText.Count(packets)} packets." : "";
        if (finding.Connections == 0) { return dropped.TrimStart(); } // nothing of a connection is missing
        return string.Create(CultureInfo.InvariantCulture, $"In {some} octets are missing that were acknowledged: {ShortText.Count(missing)} of {ShortText.Count(missing + payload)} ({ShortText.Share(missing, missing + payload)}).{dropped}");
    }
}
