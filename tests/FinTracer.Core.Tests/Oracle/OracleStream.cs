using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Oracle;

/// <summary>A row of streams.tsv, and what of a report stands against it.</summary>
internal sealed class OracleStream(IReadOnlyDictionary<string, string> row)
{
    public string File => row["file"];

    public string Stream => row["tcp_stream"];

    /// <summary>The row is arguable; it is not held against us.</summary>
    public bool IsArguable => row["anomalies"].Length > 0;

    public long FirstFrame => long.Parse(row["first_frame"], CultureInfo.InvariantCulture);

    Endpoint Client => Parse(row["client"]);

    /// <summary>The two endpoints in one order, to tell connections that begin in one frame apart.</summary>
    public bool IsBetween(Endpoint a, Endpoint b) => (Client, Parse(row["server"])) is var (c, s) && ((c, s) == (a, b) || (c, s) == (b, a));

    /// <summary>Every field compared: its name, what the oracle says and what the report says.</summary>
    public IEnumerable<(string Field, string Oracle, string Ours)> Compare(ConnectionReport? found)
    {
        if (found is not { } report)
        {
            return [("connection", "found", "missing")];
        }

        bool clientOpened = report.Initiator == Client;
        var (client, server) = clientOpened ? (report.Close.InitiatorFin, report.Close.ResponderFin) : (report.Close.ResponderFin, report.Close.InitiatorFin);
        List<(string, string, string)> fields = [("resets", row["n_rst"], Text(report.ResetCount))];
        if (row["opener_by"] is "SYN" or "SYNACK")
        {
            fields.Add(("initiator", row["client"], report.Initiator.ToString()));
        }

        fields.Add(("client_fin", Fin("client", "frame"), Text(client?.Frame)));
        fields.Add(("server_fin", Fin("server", "frame"), Text(server?.Frame)));
        fields.Add(("client_fin_acked", Fin("client", "acked_frame"), Text(client?.AckedFrame)));
        fields.Add(("server_fin_acked", Fin("server", "acked_frame"), Text(server?.AckedFrame)));
        bool simultaneous = row["simultaneous"] == "True";
        fields.Add(("simultaneous", simultaneous ? "yes" : "no", IsSimultaneous(report) ? "yes" : "no"));
        if (row["first_fin_by"].Length > 0 && !simultaneous && !row["class"].StartsWith("rst_close", System.StringComparison.Ordinal))
        {
            fields.Add(("closer", row["first_fin_by"], Side(report.Close.ActiveCloser, clientOpened)));
        }

        fields.Add(("time_wait", TimeWaitOfOracle(), TimeWaitOf(report, clientOpened)));
        return fields;
    }

    string Fin(string side, string what) =>
        row["first_fin_by"] == side ? row[$"first_fin_{what}"] : row["second_fin_by"] == side ? row[$"second_fin_{what}"] : "";

    /// <summary><c>client@12 server@13</c>.</summary>
    string TimeWaitOfOracle() => row["time_wait_side"].Length == 0
        ? ""
        : string.Join(' ', row["time_wait_side"].Split('+').Zip(row["time_wait_entry_frame"].Split('+'), (side, frame) => $"{side}@{frame}"));

    static string TimeWaitOf(ConnectionReport report, bool clientOpened) => string.Join(' ', report.TimeWait
        .Where(t => t.Ended != TimeWaitEnding.NeverKept)
        .Select(t => $"{((t.Holder == Role.Initiator) == clientOpened ? "client" : "server")}@{Text(t.EnteredFrame)}")
        .Order(System.StringComparer.Ordinal));

    static string Side(ActiveCloser closer, bool clientOpened) => closer switch
    {
        ActiveCloser.None => "nobody",
        ActiveCloser.Both => "both",
        ActiveCloser.Initiator => clientOpened ? "client" : "server",
        ActiveCloser.Responder => clientOpened ? "server" : "client",
    };

    static Endpoint Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        return OracleSegments.EndpointOf(text[..colon].Trim('[', ']'), text[(colon + 1)..]);
    }

    static string Text(Capture.FrameId? frame) => frame is { IsSome: true } some ? Text(some.Number) : "";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Two FINs, neither sent with knowledge of the other; the oracle asks no more. A FIN that crosses an abort is another thing.</summary>
    static bool IsSimultaneous(ConnectionReport report)
        => report.Close is { ActiveCloser: ActiveCloser.Both, InitiatorFin: not null, ResponderFin: not null };
}
