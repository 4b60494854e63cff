using System.Text.Json;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>The truth files' words for what a verdict says. In every story the client opens the connection.</summary>
static class Sides
{
    public static string Of(Role role) => role == Role.Initiator ? "client" : "server";

    public static string Of(ActiveCloser closer) => closer switch
    {
        ActiveCloser.None => "nobody",
        ActiveCloser.Initiator => "client",
        ActiveCloser.Responder => "server",
        ActiveCloser.Both => "both",
    };

    /// <summary>An enum member in the words of the report: <c>AbortedAfterFin</c> is <c>aborted_after_fin</c>, <c>FinWait2Expired</c> is <c>fin_wait_2_expired</c>.</summary>
    public static string Words(System.Enum member)
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()).Replace("wait2", "wait_2", System.StringComparison.Ordinal);
}
