using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FinTracer.Lab.Truth;

/// <summary>
/// What is known about a capture without looking into it: what the story meant to do (connections), and what the kernel says
/// happened (everything else). Tests compare verdicts with it. The lab knows nothing of the analyzer. All times are nanoseconds
/// since the epoch by the clock that stamps the captures.
/// </summary>
public sealed record TruthFile
{
    /// <summary>The version of this form.</summary>
    public const string CurrentSchema = "fintracer/lab-truth/1";

    static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Always <see cref="CurrentSchema"/>.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The story's name, as the lab lists it.</summary>
    public required string Scenario { get; init; }

    /// <summary>The story in a sentence or two.</summary>
    public required string Story { get; init; }

    /// <summary>The command that records it anew.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The kernel that played both hosts (uname -r).</summary>
    public required string Kernel { get; init; }

    /// <summary>The kernel's timer ticks a second, null when it does not say.</summary>
    public int? Hz { get; init; }

    /// <summary>4 or 6.</summary>
    public required int Family { get; init; }

    /// <summary>Whether the TCP timestamp option was on.</summary>
    public required bool Timestamps { get; init; }

    /// <summary>Delay each way in milliseconds; the middle stands half-way.</summary>
    public required int DelayMs { get; init; }

    /// <summary>Captures beside this file, by vantage: "client", "middle", "server".</summary>
    public required SortedDictionary<string, string> Captures { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The server's address.</summary>
    public required string Server { get; init; }

    /// <summary>The port the server listens on.</summary>
    public required int ServerPort { get; init; }

    /// <summary>What the story meant: one entry for each connection, in the order in which they began. Empty for the big stories.</summary>
    public required IReadOnlyList<ConnectionTruth> Connections { get; init; }

    /// <summary>The kernel's counts of a big story; null elsewhere.</summary>
    public CrowdTruth? Crowd { get; init; }

    /// <summary>Every TIME_WAIT the kernel entered. Left empty in big stories.</summary>
    public required IReadOnlyList<TimeWaitTruth> TimeWait { get; init; }

    /// <summary>Every orphan that waited in FIN_WAIT_2. Left empty in big stories.</summary>
    public required IReadOnlyList<FinWait2Truth> FinWait2 { get; init; }

    /// <summary>Every RST the kernel sent, in order of time. (A RST by iptables or forged in the middle is not the kernel's TCP: see <see cref="Connections"/>.)</summary>
    public required IReadOnlyList<ResetTruth> Resets { get; init; }

    /// <summary>Every RST that ended a socket of its receiver. One that is ignored leaves no entry.</summary>
    public required IReadOnlyList<ReceivedResetTruth> ReceivedResets { get; init; }

    /// <summary>Every segment the kernel sent again.</summary>
    public required IReadOnlyList<RetransmissionTruth> Retransmissions { get; init; }

    /// <summary>Every state change of a socket with a known peer. A socket that goes over to TIME_WAIT closes here; see <see cref="TimeWait"/>.</summary>
    public required IReadOnlyList<StateTruth> States { get; init; }

    /// <summary>The sockets of both hosts at chosen moments; the last one is labelled "end".</summary>
    public required IReadOnlyList<SnapshotTruth> Snapshots { get; init; }

    /// <summary>What the story added to each host's kernel counters, by "client" and "server"; zeros are left out.</summary>
    public required SortedDictionary<string, SortedDictionary<string, long>> Counters { get; init; }

    /// <summary>Kernel settings the story changed, by host.</summary>
    public required SortedDictionary<string, SortedDictionary<string, string>> Settings { get; init; }

    /// <summary>What a reader should know besides.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads a truth file.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static TruthFile Read(string path)
    {
        try
        {
            var truth = JsonSerializer.Deserialize<TruthFile>(File.ReadAllText(path), s_json);
            return truth is { Schema: CurrentSchema } ? truth : throw new InvalidDataException($"{path}: not of schema {CurrentSchema}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes the file, with a line end after the last line.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, s_json) + "\n");
}
