using System;
using System.Collections.Generic;
using System.Globalization;
using FinTracer.Findings;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>Figures and words as the table shows them to people.</summary>
static class ShortText
{
    /// <summary>Shown where there is nothing to say.</summary>
    public const string Nothing = "-";

    /// <summary><c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name of <paramref name="width"/> characters at most: what distinguishes addresses and ports stands at both ends, so the middle gives way.</summary>
    public static string Middle(string name, int width)
    {
        if (name.Length <= width) { return name; }
        int end = width / 2;
        return $"{name[..(width - end - 1)]}…{name[^end..]}";
    }

    /// <summary><c>1 frame</c>, <c>2 frames</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary><c>99.9 %</c>; never 100 % unless it is all, never 0 % unless it is none (<c>&lt;0.1 %</c>).</summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0) { return Nothing; }
        decimal percent = decimal.Round(part * 100m / whole, 1);
        if (percent == 100m && part < whole) { percent = 99.9m; }
        if (percent == 0m && part > 0) { return "<0.1 %"; }
        return string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} %");
    }

    /// <summary>Counts by word, the greatest first, with their shares: <c>graceful 90 (90 %), aborted 10 (10 %)</c>.</summary>
    public static string Shares<T>(IReadOnlyList<Counted<T>> counts, long whole, Func<T, string> word)
        where T : struct, Enum
    {
        List<Counted<T>> ordered = [.. counts];
        ordered.Sort((left, right) => right.Count != left.Count ? right.Count.CompareTo(left.Count) : Comparer<T>.Default.Compare(left.Value, right.Value));
        return ordered.Count == 0
            ? Nothing
            : string.Join(", ", ordered.ConvertAll(counted => $"{word(counted.Value)} {Count(counted.Count)} ({Share(counted.Count, whole)})"));
    }

    /// <summary>The word of the contract as people write it: <c>aborted after fin</c>.</summary>
    public static string Of(CloseKind kind) => Words.Of(kind).Replace('_', ' ');

    /// <summary>Who closed first; <c>nobody</c> also where it cannot be said.</summary>
    public static string Of(ActiveCloser closer) => Words.Of(closer) ?? "nobody";

    /// <summary>The word of the contract, with spaces.</summary>
    public static string Of(ResetCause cause) => Words.Of(cause).Replace('_', ' ');

    /// <summary>A rate; null (nothing to measure it by) is <see cref="Nothing"/>.</summary>
    public static string Rate(double? perSecond) => perSecond switch
    {
        null => Nothing,
        0 => "0",
        < 0.05 => "<0.1",
        { } rate => rate.ToString("N1", CultureInfo.InvariantCulture),
    };

    /// <summary>Median and greatest: <c>~1.2 s / 65 s</c>.</summary>
    public static string Of(DurationSummary durations) => Median(durations) is { } median && durations.MaxNs is { } greatest
        ? $"{median} / {new DurationText(greatest)}"
        : Nothing;

    /// <summary>The median: rough, for it is known as finely as a histogram's buckets, unless all durations are one. Null when there is none.</summary>
    public static string? Median(DurationSummary durations) => durations switch
    {
        { P50Ns: { } median } when durations.MinNs == durations.MaxNs => new DurationText(median).ToString(),
        { P50Ns: { } median } => new RoughDurationText(median).ToString(),
        _ => null,
    };

    /// <summary>What a cause of a RST means, in a few words.</summary>
    public static string Meaning(ResetCause cause) => cause switch
    {
        ResetCause.Unknown => "none of the known causes fits; see the reasons in the record",
        ResetCause.Refused => "answered a SYN: nobody listens there, or a firewall rejects",
        ResetCause.UnexpectedSynAck => "answered a SYN-ACK that was no longer wanted",
        ResetCause.Abort => "an endpoint aborted instead of closing",
        ResetCause.DataCrossedFin => "data and FIN crossed: sent before the FIN was seen, arrived after the close",
        ResetCause.DataAfterClose => "the peer wrote after it had seen the FIN",
        ResetCause.FinWait2Expired => "came after the orphaned FIN-WAIT-2 had run out",
        ResetCause.LateData => "new data reached an endpoint that was gone",
        ResetCause.LateDuplicate => "repeated data reached an endpoint that was gone",
        ResetCause.LateFin => "a FIN reached an endpoint that was gone",
        ResetCause.LateAck => "an ACK reached an endpoint that was gone",
        ResetCause.TimeWaitNotKept => "the active closer kept no TIME-WAIT and reset the peer's FIN",
        ResetCause.TimeWaitAssassination => "answered the ACK of a TIME-WAIT holder and ended its TIME-WAIT (RFC 1337)",
        ResetCause.SynInTimeWait => "a SYN met TIME-WAIT, drew an ACK and reset it, then came again",
        ResetCause.HalfOpen => "the endpoint knew nothing of the connection: restart, lost state, idle timeout",
        ResetCause.ChallengeAckAnswer => "answered a challenge ACK (RFC 5961)",
        ResetCause.BadHandshakeAck => "answered an ACK that fits no handshake",
        ResetCause.Injected => "does not fit the endpoint that it claims to come from",
        ResetCause.PreviousIncarnation => "belongs to an earlier life of the four-tuple",
    };
}
