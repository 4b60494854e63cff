using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using static FinTracer.Selection.FieldType;

namespace FinTracer.Selection;

/// <summary>All fields of a connection's record that conditions and sort orders can name: those of the JSON contract.</summary>
sealed class ReportFields
{
    readonly Dictionary<string, ReportField> _fields = new(StringComparer.Ordinal);
    readonly Func<FrameId, string?> _fileOf;

    /// <param name="fileOf">The name of the input that a frame is in.</param>
    public ReportFields(Func<FrameId, string?> fileOf)
    {
        _fileOf = fileOf;
        AddIdentity();
        AddSent("initiator_sent", static c => c.InitiatorSent);
        AddSent("responder_sent", static c => c.ResponderSent);
        AddClose();
        AddTimeWait();
        AddResets();
        AddLateSegments();
        AddReuse();
    }

    /// <summary>All of them, in the order of the record.</summary>
    public IReadOnlyCollection<ReportField> All => _fields.Values;

    /// <summary>The field of that path, in which lists may carry their brackets (<c>resets[].cause</c>); null when there is none.</summary>
    public ReportField? Find(string path) => _fields.GetValueOrDefault(path.Replace("[]", "", StringComparison.Ordinal));

    void AddIdentity()
    {
        One("id", Number, static c => FieldValue.Of(c.Id));
        One("revision", Number, static c => FieldValue.Of(c.Revision));
        One("final", Truth, static c => FieldValue.Of(c.Final));
        One("community_id", Text, static c => FieldValue.Of(CommunityIdOf(c)));
        One("incarnation", Number, static c => FieldValue.Of(c.Incarnation));
        One("initiator.address", Address, static c => FieldValue.OfAddress(c.Initiator.Address));
        One("initiator.port", Number, static c => FieldValue.Of(c.Initiator.Port));
        One("responder.address", Address, static c => FieldValue.OfAddress(c.Responder.Address));
        One("responder.port", Number, static c => FieldValue.Of(c.Responder.Port));
        One("initiator_known", Truth, static c => FieldValue.Of(c.InitiatorKnown));
        Frame("first_frame", "first_file", static c => c.FirstFrame);
        Frame("last_frame", "last_file", static c => c.LastFrame);
        One("first_time", Time, static c => FieldValue.Of(c.FirstTimeNs));
        One("last_time", Time, static c => FieldValue.Of(c.LastTimeNs));
        One("established", Truth, static c => FieldValue.Of(c.Established));
        OneWord("vantage", static c => c.Vantage, Words.Of);
        OneWord("states.initiator", static c => c.InitiatorState, Words.Of);
        OneWord("states.responder", static c => c.ResponderState, Words.Of);
        One("evicted", Truth, static c => FieldValue.Of(c.Evicted));
        One("wireshark_filter", Text, static c => FieldValue.Of(WiresharkFilterOf(c)));
    }

    void AddSent(string name, Func<ConnectionReport, SenderCounts> sent)
    {
        One(name + ".segments", Number, c => FieldValue.Of(sent(c).Segments));
        One(name + ".payload_bytes", Number, c => FieldValue.Of(sent(c).PayloadBytes));
        One(name + ".retransmitted_segments", Number, c => FieldValue.Of(sent(c).RetransmittedSegments));
        One(name + ".duplicate_frames", Number, c => FieldValue.Of(sent(c).DuplicateFrames));
        One(name + ".missing_bytes", Number, c => FieldValue.Of(sent(c).MissingBytes));
    }

    void AddClose()
    {
        OneWord("close.kind", static c => c.Close.Kind, Words.Of);
        OneWord("close.active_closer", static c => c.Close.ActiveCloser, Words.Of);
        OneWord("close.confidence", static c => c.Close.Confidence, Words.Of);
        Add("close.reasons", Text, (c, test) => AnyReason(c.Close.Reasons, test));
        AddFin("close.initiator_fin", static c => c.Close.InitiatorFin);
        AddFin("close.responder_fin", static c => c.Close.ResponderFin);
        One("close.idle_before_close_s", Duration, static c => FieldValue.Of(c.Close.IdleBeforeCloseNs));
    }

    void AddFin(string name, Func<ConnectionReport, FinReport?> fin)
    {
        Frame(name + ".frame", name + ".file", c => fin(c)?.Frame ?? default);
        One(name + ".time", Time, c => FieldValue.Of(fin(c)?.TimeNs));
        One(name + ".seq", Number, c => FieldValue.Of(fin(c)?.Seq.Value));
        One(name + ".retransmissions", Number, c => FieldValue.Of(fin(c)?.Retransmissions));
        Frame(name + ".acked_frame", name + ".acked_file", c => fin(c)?.AckedFrame ?? default);
        One(name + ".acked_time", Time, c => FieldValue.Of(fin(c)?.AckedTimeNs));
    }

    void AddTimeWait()
    {
        const string list = "time_wait.";
        Each(list + "holder", Word, static c => c.TimeWait, static t => FieldValue.Of(Words.Of(t.Holder)), WordsOf<Role>(Words.Of));
        EachFrame(list + "entered_frame", list + "entered_file", static c => c.TimeWait, static t => t.EnteredFrame);
        Each(list + "entered_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.EnteredTimeNs));
        Each(list + "earliest_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.EarliestTimeNs));
        Each(list + "latest_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.LatestTimeNs));
        Each(list + "confidence", Word, static c => c.TimeWait, static t => FieldValue.Of(Words.Of(t.Confidence)), WordsOf<Confidence>(Words.Of));
        Each(list + "restarts", Number, static c => c.TimeWait, static t => FieldValue.Of(t.Restarts));
        Each(list + "ended", Word, static c => c.TimeWait, static t => FieldValue.Of(Words.Of(t.Ended)), WordsOf<TimeWaitEnding>(Words.Of));
        EachFrame(list + "ended_frame", list + "ended_file", static c => c.TimeWait, static t => t.EndedFrame);
        Each(list + "ended_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.EndedTimeNs));
        Each(list + "expires_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.ExpiresTimeNs));
        Each(list + "expires_latest_time", Time, static c => c.TimeWait, static t => FieldValue.Of(t.ExpiresLatestTimeNs));
    }

    void AddResets()
    {
        const string list = "resets.";
        EachFrame(list + "frame", list + "file", static c => c.Resets, static r => r.Frame);
        Each(list + "time", Time, static c => c.Resets, static r => FieldValue.Of(r.TimeNs));
        Each(list + "from", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.From)), WordsOf<Role>(Words.Of));
        Each(list + "mode", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.Mode)), WordsOf<ResetMode>(Words.Of));
        Each(list + "cause", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.Cause)), WordsOf<ResetCause>(Words.Of));
        Each(list + "detail", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.Detail)), WordsOf<ResetDetail>(Words.Of));
        EachFrame(list + "provoked_by_frame", list + "provoked_by_file", static c => c.Resets, static r => r.ProvokedByFrame);
        Each(list + "late_by_s", Duration, static c => c.Resets, static r => FieldValue.Of(r.LateByNs));
        Each(list + "effective", Truth, static c => c.Resets, static r => FieldValue.Of(r.Effective));
        Each(list + "effect", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.Effect)), WordsOf<ResetEffect>(Words.Of));
        Each(list + "receiver_state", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.ReceiverState)), WordsOf<TcpState>(Words.Of));
        Each(list + "linux_reset_reason", Text, static c => c.Resets, static r => FieldValue.Of(r.LinuxResetReason));
        Each(list + "confidence", Word, static c => c.Resets, static r => FieldValue.Of(Words.Of(r.Confidence)), WordsOf<Confidence>(Words.Of));
        Add(list + "reasons", Text, (c, test) => c.Resets.Any(r => AnyReason(r.Reasons, test)));
        One("reset_count", Number, static c => FieldValue.Of(c.ResetCount));
    }

    void AddLateSegments()
    {
        const string list = "late_segments.";
        EachFrame(list + "frame", list + "file", static c => c.LateSegments, static s => s.Frame);
        Each(list + "time", Time, static c => c.LateSegments, static s => FieldValue.Of(s.TimeNs));
        Each(list + "from", Word, static c => c.LateSegments, static s => FieldValue.Of(Words.Of(s.From)), WordsOf<Role>(Words.Of));
        Each(list + "kind", Word, static c => c.LateSegments, static s => FieldValue.Of(Words.Of(s.Kind)), WordsOf<LateSegmentKind>(Words.Of));
        Each(list + "late_by_s", Duration, static c => c.LateSegments, static s => FieldValue.Of(s.LateByNs));
        Each(list + "answer", Word, static c => c.LateSegments, static s => FieldValue.Of(Words.Of(s.Answer)), WordsOf<LateSegmentAnswer>(Words.Of));
        EachFrame(list + "answer_frame", list + "answer_file", static c => c.LateSegments, static s => s.AnswerFrame);
        One("late_segment_count", Number, static c => FieldValue.Of(c.LateSegmentCount));
    }

    void AddReuse()
    {
        Frame("reuse.previous_first_frame", "reuse.previous_first_file", static c => c.Reuse?.PreviousFirstFrame ?? default);
        One("reuse.by", Word, static c => FieldValue.Of(c.Reuse is { } reuse ? Words.Of(reuse.By) : null), WordsOf<Role>(Words.Of));
        One("reuse.time_wait_holder", Word, static c => FieldValue.Of(c.Reuse?.TimeWaitHolder is { } holder ? Words.Of(holder) : null), WordsOf<Role>(Words.Of));
        One("reuse.after_s", Duration, static c => FieldValue.Of(c.Reuse?.AfterNs));
        One("reuse.isn_minus_old_next", Number, static c => FieldValue.Of(c.Reuse?.IsnMinusOldNext));
        One("reuse.syn_ack_isn_minus_old_next", Number, static c => FieldValue.Of(c.Reuse?.SynAckIsnMinusOldNext));
        One("reuse.ts_val_delta", Number, static c => FieldValue.Of(c.Reuse?.TsValDelta));
    }

    void Add(string path, FieldType type, Func<ConnectionReport, Func<FieldValue, bool>, bool> any, string[]? words = null) =>
        _fields.Add(path, new ReportField(path, type, any) { Words = words ?? [] });

    void One(string path, FieldType type, Func<ConnectionReport, FieldValue> value, string[]? words = null) =>
        Add(path, type, (connection, test) => test(value(connection)), words);

    void OneWord<T>(string path, Func<ConnectionReport, T> value, Func<T, string?> word)
        where T : struct, Enum =>
        One(path, Word, connection => FieldValue.Of(word(value(connection))), WordsOf(word));

    void Frame(string path, string filePath, Func<ConnectionReport, FrameId> frame)
    {
        One(path, Number, connection => NumberOf(frame(connection)));
        One(filePath, Text, connection => FileOf(frame(connection)));
    }

    void Each<T>(string path, FieldType type, Func<ConnectionReport, IReadOnlyList<T>> list, Func<T, FieldValue> value, string[]? words = null) =>
        Add(path, type, (connection, test) => AnyOf(list(connection), value, test), words);

    void EachFrame<T>(string path, string filePath, Func<ConnectionReport, IReadOnlyList<T>> list, Func<T, FrameId> frame)
    {
        Each(path, Number, list, entry => NumberOf(frame(entry)));
        Each(filePath, Text, list, entry => FileOf(frame(entry)));
    }

    static bool AnyOf<T>(IReadOnlyList<T> list, Func<T, FieldValue> value, Func<FieldValue, bool> test)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (test(value(list[i]))) { return true; }
        }
        return false;
    }

    /// <summary>Sentences are made for those who ask for them; the names of files in them are left out.</summary>
    static bool AnyReason(IReadOnlyList<Reason> reasons, Func<FieldValue, bool> test) =>
        AnyOf(reasons, static reason => FieldValue.Of(ReasonText.ToText(reason, new InputNames([]))), test);

    static FieldValue NumberOf(FrameId frame) => frame.IsSome ? FieldValue.Of(frame.Number) : FieldValue.Absent;

    FieldValue FileOf(FrameId frame) => frame.IsSome ? FieldValue.Of(_fileOf(frame)) : FieldValue.Absent;

    static string[] WordsOf<T>(Func<T, string?> word)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(word).OfType<string>()];

    static string CommunityIdOf(in ConnectionReport connection)
    {
        Span<byte> text = stackalloc byte[CommunityId.Length];
        return System.Text.Encoding.ASCII.GetString(CommunityId.Format(connection.Initiator, connection.Responder, text));
    }

    static string WiresharkFilterOf(in ConnectionReport connection)
    {
        Span<byte> text = stackalloc byte[WiresharkFilter.MaxLength];
        return System.Text.Encoding.ASCII.GetString(WiresharkFilter.Format(connection, text));
    }
}
