using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>Reads <c>expect</c> lines into checks of a report.</summary>
internal sealed class ExpectationReader(int line, IReadOnlyDictionary<string, FrameId> labels)
{
    public static Expectation Read(int line, string[] words, int connection, IReadOnlyDictionary<string, FrameId> labels)
    {
        string text = string.Join(' ', words);
        if (words is ["connections", var count])
        {
            long wanted = ScriptWords.Number(line, count);
            return new(line, text, reports => reports.Count == wanted ? null : string.Create(CultureInfo.InvariantCulture, $"{reports.Count} connections"));
        }

        var check = new ExpectationReader(line, labels).ReadOne(words);
        return new(line, text, reports => connection < reports.Count ? check(reports[connection]) : "no such connection");
    }

    Func<ConnectionReport, string?> ReadOne(string[] words) => words switch
    {
        ["kind", var w] => Is(r => r.Close.Kind, ScriptWords.ForEnum<CloseKind>(line, w)),
        ["closer", var w] => Is(r => r.Close.ActiveCloser, ScriptWords.ForEnum<ActiveCloser>(line, w)),
        ["confidence", var w] => Is(r => r.Close.Confidence, ScriptWords.ForConfidence(line, w)),
        ["states", var a, var b] => Both(
            Is(r => r.InitiatorState, ScriptWords.ForEnum<TcpState>(line, a)), Is(r => r.ResponderState, ScriptWords.ForEnum<TcpState>(line, b))),
        ["vantage", var w] => Is(r => r.Vantage, ScriptWords.ForEnum<Vantage>(line, w)),
        ["established", var w] => Is(r => r.Established, Bool(w)),
        ["initiator", var w] => Is(r => r.InitiatorKnown, known => known == (w == "known" || (w == "guessed" ? false : throw Unknown(w)))),
        ["opener", var address] => Is(r => r.Initiator.ToString(), text => text == address),
        ["incarnation", var n] => Is(r => (long)r.Incarnation, Number(n)),
        ["resets", var n] => Is(r => (long)r.ResetCount, Number(n)),
        ["lates", var n] => Is(r => (long)r.LateSegmentCount, Number(n)),
        ["first", var l] => Is(r => r.FirstFrame, Frame(l)),
        ["last", var l] => Is(r => r.LastFrame, Frame(l)),
        ["reason", var w] => Reason(w, wanted: true),
        ["no-reason", var w] => Reason(w, wanted: false),
        ["holders", .. var roles] => Holders(roles),
        ["timewait", var role, .. var rest] => TimeWait(ScriptWords.ForEnum<Role>(line, role), rest),
        ["rst", var l, .. var rest] => Reset(Label(l), rest),
        ["late", var l, .. var rest] => Late(Label(l), rest),
        ["fin", var side, .. var rest] => Fin(side, rest),
        ["counts", var side, .. var rest] => Counts(side, rest),
        ["reuse", .. var rest] => Reuse(rest),
        _ => throw Unknown(string.Join(' ', words)),
    };

    Func<ConnectionReport, string?> Holders(string[] roles)
    {
        var wanted = roles is ["none"] ? [] : roles.Select(w => ScriptWords.ForEnum<Role>(line, w)).ToArray();
        return report =>
        {
            var held = report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept).Select(t => t.Holder).ToArray();
            bool same = held.Length == wanted.Length && wanted.All(w => held.Any(w));
            return same ? null : $"held by: {(held.Length == 0 ? "nobody" : string.Join(", ", held))}";
        };
    }

    Func<ConnectionReport, string?> TimeWait(Func<Role, bool> role, string[] words) => Find(
        report => report.TimeWait.Where(t => role(t.Holder)).Cast<TimeWaitReport?>().FirstOrDefault(),
        "no TIME-WAIT of that side",
        words,
        (key, value) => key switch
        {
            "entered" => Is<TimeWaitReport?, FrameId>(t => t!.Value.EnteredFrame, Frame(value)),
            "ended" => Is<TimeWaitReport?, TimeWaitEnding>(t => t!.Value.Ended, ScriptWords.ForEnum<TimeWaitEnding>(line, value)),
            "by" => Is<TimeWaitReport?, FrameId>(t => t!.Value.EndedFrame, Frame(value)),
            "confidence" => Is<TimeWaitReport?, Confidence>(t => t!.Value.Confidence, ScriptWords.ForConfidence(line, value)),
            "restarts" => Is<TimeWaitReport?, long>(t => t!.Value.Restarts, Number(value)),
            "expires" => Is<TimeWaitReport?, long>(t => (t!.Value.ExpiresTimeNs ?? 0) - (t!.Value.EnteredTimeNs ?? 0), Nanoseconds(value)),
            "expires_latest" => Is<TimeWaitReport?, long>(t => (t!.Value.ExpiresLatestTimeNs ?? 0) - (t!.Value.EnteredTimeNs ?? 0), Nanoseconds(value)),
            _ => throw Unknown(key),
        });

    Func<ConnectionReport, string?> Reset(FrameId frame, string[] words) => Find(
        report => report.Resets.FirstOrDefault(r => r.Frame == frame),
        "no such RST in the report",
        words,
        (key, value) => key switch
        {
            "cause" => Is<ResetReport, ResetCause>(r => r.Cause, ScriptWords.ForEnum<ResetCause>(line, value)),
            "mode" => Is<ResetReport, ResetMode>(r => r.Mode, ScriptWords.ForEnum<ResetMode>(line, value)),
            "detail" => Is<ResetReport, ResetDetail>(r => r.Detail, ScriptWords.ForEnum<ResetDetail>(line, value)),
            "effect" => Is<ResetReport, ResetEffect>(r => r.Effect, ScriptWords.ForEnum<ResetEffect>(line, value)),
            "effective" => Is<ResetReport, bool?>(r => r.Effective, value == "unknown" ? e => e is null : e => e == YesNo(value)),
            "receiver" => Is<ResetReport, TcpState>(r => r.ReceiverState, ScriptWords.ForEnum<TcpState>(line, value)),
            "confidence" => Is<ResetReport, Confidence>(r => r.Confidence, ScriptWords.ForConfidence(line, value)),
            "provoked" => Is<ResetReport, FrameId>(r => r.ProvokedByFrame, Frame(value)),
            "from" => Is<ResetReport, Role>(r => r.From, ScriptWords.ForEnum<Role>(line, value)),
            "late" => Is<ResetReport, long>(r => r.LateByNs ?? -1, value == "none" ? n => n == -1 : Nanoseconds(value)),
            "linux" => Is<ResetReport, string>(r => r.LinuxResetReason ?? "none", name => value.Split('|').Contains(name)),
            _ => throw Unknown(key),
        });

    Func<ConnectionReport, string?> Late(FrameId frame, string[] words) => Find(
        report => report.LateSegments.Where(s => s.Frame == frame).Select(s => (LateSegmentReport?)s).FirstOrDefault(),
        "no such late segment in the report",
        words,
        (key, value) => key switch
        {
            "kind" => Is<LateSegmentReport?, LateSegmentKind>(s => s!.Value.Kind, ScriptWords.ForEnum<LateSegmentKind>(line, value)),
            "answer" => Is<LateSegmentReport?, LateSegmentAnswer>(s => s!.Value.Answer, ScriptWords.ForEnum<LateSegmentAnswer>(line, value)),
            "by" => Is<LateSegmentReport?, FrameId>(s => s!.Value.AnswerFrame, Frame(value)),
            _ => throw Unknown(key),
        });

    Func<ConnectionReport, string?> Fin(string side, string[] words)
    {
        Func<ConnectionReport, FinReport?> get = side == ">" ? r => r.Close.InitiatorFin : r => r.Close.ResponderFin;
        if (words is ["none"])
        {
            return r => get(r) is null ? null : "there is a FIN";
        }

        return Find(get, "no FIN of that side", ["at", .. words], (key, value) => key switch
        {
            "at" => Is<FinReport?, FrameId>(f => f!.Value.Frame, Frame(value)),
            "acked" => Is<FinReport?, FrameId>(f => f!.Value.AckedFrame, Frame(value)),
            "retransmitted" => Is<FinReport?, long>(f => f!.Value.Retransmissions, Number(value)),
            _ => throw Unknown(key),
        });
    }

    Func<ConnectionReport, string?> Counts(string side, string[] words)
    {
        Func<ConnectionReport, SenderCounts?> get = side == ">" ? r => r.InitiatorSent : r => r.ResponderSent;
        return Find(get, "no counts", words, (key, value) => key switch
        {
            "segments" => Is<SenderCounts?, long>(c => c!.Value.Segments, Number(value)),
            "payload" => Is<SenderCounts?, long>(c => c!.Value.PayloadBytes, Number(value)),
            "retransmitted" => Is<SenderCounts?, long>(c => c!.Value.RetransmittedSegments, Number(value)),
            "duplicates" => Is<SenderCounts?, long>(c => c!.Value.DuplicateFrames, Number(value)),
            "missing" => Is<SenderCounts?, long>(c => c!.Value.MissingBytes, Number(value)),
            _ => throw Unknown(key),
        });
    }

    Func<ConnectionReport, string?> Reuse(string[] words)
    {
        if (words is ["none"])
        {
            return r => r.Reuse is null ? null : "reuse reported";
        }

        return Find(r => r.Reuse, "no reuse reported", words, (key, value) => key switch
        {
            "by" => Is<ReuseReport?, Role>(u => u!.Value.By, ScriptWords.ForEnum<Role>(line, value)),
            "holder" => Is<ReuseReport?, string>(u => u!.Value.TimeWaitHolder?.ToString() ?? "none", name => ScriptWords.Normalise(name) == ScriptWords.Normalise(value)),
            "isn" => Is<ReuseReport?, long>(u => u!.Value.IsnMinusOldNext ?? long.MinValue, Number(value)),
            "synack" => Is<ReuseReport?, long>(u => u!.Value.SynAckIsnMinusOldNext ?? long.MinValue, Number(value)),
            "after" => Is<ReuseReport?, long>(u => u!.Value.AfterNs, Nanoseconds(value)),
            "ts" => Is<ReuseReport?, string>(u => u!.Value.TsValDelta is { } d ? d > 0 ? "newer" : "older" : "none", text => text == value),
            _ => throw Unknown(key),
        });
    }

    Func<ConnectionReport, string?> Reason(string word, bool wanted)
    {
        var fits = ScriptWords.ForEnum<ReasonCode>(line, word);
        return report => report.Close.Reasons.Any(r => fits(r.Code)) == wanted
            ? null
            : $"reasons: {string.Join(", ", report.Close.Reasons.Select(r => r.Code))}";
    }

    Func<ConnectionReport, string?> Find<T>(
        Func<ConnectionReport, T?> get, string absent, string[] words, Func<string, string, Func<T, string?>> field)
    {
        if (words.Length % 2 != 0)
        {
            throw Unknown(words[^1]);
        }

        var checks = new List<Func<T, string?>>();
        for (int i = 0; i < words.Length; i += 2)
        {
            string key = words[i];
            var check = field(key, words[i + 1]);
            checks.Add(part => check(part) is { } failure ? $"{key} {failure}" : null);
        }

        return report =>
        {
            if (get(report) is not { } part)
            {
                return absent;
            }

            string[] failures = [.. checks.Select(c => c(part)).OfType<string>()];
            return failures.Length == 0 ? null : string.Join("; ", failures);
        };
    }

    static Func<ConnectionReport, string?> Is<TValue>(Func<ConnectionReport, TValue> get, Func<TValue, bool> ok) => Is<ConnectionReport, TValue>(get, ok);

    static Func<T, string?> Is<T, TValue>(Func<T, TValue> get, Func<TValue, bool> ok) => part =>
    {
        var value = get(part);
        return ok(value) ? null : string.Create(CultureInfo.InvariantCulture, $"is {value}");
    };

    static Func<ConnectionReport, string?> Both(Func<ConnectionReport, string?> a, Func<ConnectionReport, string?> b) => r =>
        (a(r), b(r)) is (null, null) ? null : string.Create(CultureInfo.InvariantCulture, $"are {r.InitiatorState} {r.ResponderState}");

    FrameId Label(string word) => labels.TryGetValue(word, out var frame) ? frame : throw new ScriptException(line, $"no packet has the label {word}");

    Func<FrameId, bool> Frame(string word)
    {
        var wanted = word == "none" ? default : Label(word);
        return frame => frame == wanted;
    }

    Func<long, bool> Number(string word)
    {
        long wanted = ScriptWords.Number(line, word);
        return n => n == wanted;
    }

    Func<long, bool> Nanoseconds(string word)
    {
        long wanted = ScriptWords.Seconds(line, word);
        return n => n == wanted;
    }

    Func<bool, bool> Bool(string word)
    {
        bool wanted = YesNo(word);
        return b => b == wanted;
    }

    bool YesNo(string word) => word switch { "yes" => true, "no" => false, _ => throw Unknown(word) };

    ScriptException Unknown(string word) => new(line, $"'{word}' cannot be expected");
}
