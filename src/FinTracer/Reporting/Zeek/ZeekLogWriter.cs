using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Zeek;

/// <summary>
/// Zeek's conn.log in its tab-separated form: the columns that Zeek writes, then ours. Without the lines #open and #close, which hold the hour of the run.
/// </summary>
sealed class ZeekLogWriter(Stream stream, InputNames names, ZeekConnections connections) : IReportWriter
{
    const string Unset = "-";
    const string Empty = "(empty)";
    const int UidLength = 17;
    const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static readonly (string Name, string Type)[] Columns =
    [
        ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"), ("id.resp_p", "port"), ("proto", "enum"),
        ("service", "string"), ("duration", "interval"), ("orig_bytes", "count"), ("resp_bytes", "count"), ("conn_state", "string"), ("local_orig", "bool"),
        ("local_resp", "bool"), ("missed_bytes", "count"), ("history", "string"), ("orig_pkts", "count"), ("orig_ip_bytes", "count"), ("resp_pkts", "count"),
        ("resp_ip_bytes", "count"), ("tunnel_parents", "set[string]"), ("community_id", "string"), ("incarnation", "count"), ("close_kind", "string"),
        ("active_closer", "string"), ("close_confidence", "string"), ("idle_before_close", "interval"), ("time_wait_holder", "vector[string]"),
        ("time_wait_ended", "vector[string]"), ("rst_cause", "vector[string]"), ("rst_from", "vector[string]"), ("rst_frame", "vector[count]"),
        ("rst_provoked_by_frame", "vector[count]"), ("late_segments", "count"), ("first_frame", "count"), ("last_frame", "count"), ("file", "string"),
    ];

    readonly StreamWriter _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
    bool _headed;

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        WriteHeading();
        ZeekConnection zeek = connections.Take(connection);
        _text.WriteLine(string.Join('\t', Standard(connection, zeek).Concat(Ours(connection))));
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        WriteHeading();
        _text.Flush();
    }

    /// <summary>What was not flushed by <see cref="End"/> is not wanted, and the stream is the caller's.</summary>
    public void Dispose()
    {
    }

    void WriteHeading()
    {
        if (_headed) { return; }
        _headed = true;
        _text.WriteLine("#separator \\x09");
        _text.WriteLine("#set_separator\t,");
        _text.WriteLine($"#empty_field\t{Empty}");
        _text.WriteLine($"#unset_field\t{Unset}");
        _text.WriteLine("#path\tconn");
        _text.WriteLine("#fields\t" + string.Join('\t', Columns.Select(column => column.Name)));
        _text.WriteLine("#types\t" + string.Join('\t', Columns.Select(column => column.Type)));
    }

    static IEnumerable<string> Standard(ConnectionReport connection, ZeekConnection zeek)
    {
        bool lasted = zeek.DurationNs > 0;
        return
        [
            Seconds(connection.FirstTimeNs), Uid(connection), AddressText.ToText(connection.Initiator.Address), Number(connection.Initiator.Port),
            AddressText.ToText(connection.Responder.Address), Number(connection.Responder.Port), "tcp", Unset, lasted ? Seconds(zeek.DurationNs) : Unset,
            lasted ? Number(zeek.Originator.Size) : Unset, lasted ? Number(zeek.Responder.Size) : Unset, zeek.State, Unset, Unset,
            Number(connection.InitiatorSent.MissingBytes + connection.ResponderSent.MissingBytes), zeek.History.Length > 0 ? zeek.History : Unset,
            Number(Packets(connection.InitiatorSent)), Unset, Number(Packets(connection.ResponderSent)), Unset, Unset,
        ];
    }

    IEnumerable<string> Ours(ConnectionReport connection) =>
    [
        CommunityId.ToText(connection.Initiator, connection.Responder), Number(connection.Incarnation), Words.Of(connection.Close.Kind),
        Words.Of(connection.Close.ActiveCloser) ?? Unset, Words.Of(connection.Close.Confidence),
        connection.Close.IdleBeforeCloseNs is { } idle ? Seconds(idle) : Unset,
        Vector(connection.TimeWait.Select(entry => Words.Of(entry.Holder))), Vector(connection.TimeWait.Select(entry => Words.Of(entry.Ended))),
        Vector(connection.Resets.Select(reset => Words.Of(reset.Cause))), Vector(connection.Resets.Select(reset => Words.Of(reset.From))),
        Vector(connection.Resets.Select(reset => Frame(reset.Frame))), Vector(connection.Resets.Select(reset => Frame(reset.ProvokedByFrame))),
        Number(connection.LateSegmentCount), Frame(connection.FirstFrame), Frame(connection.LastFrame),
        names.Several && names.Of(connection.FirstFrame) is { } file ? Escape(Sanitizer.Clean(file)) : Unset,
    ];

    static long Packets(in SenderCounts sent) => sent.Segments + sent.DuplicateFrames;

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Zeek's six digits would lose what a nanosecond capture has.</summary>
    static string Seconds(long ns) => (ns / 1_000_000_000m).ToString("F9", CultureInfo.InvariantCulture);

    static string Frame(FrameId frame) => frame.IsSome ? Number(frame.Number) : Unset;

    static string Vector(IEnumerable<string> items) => string.Join(',', items) is { Length: > 0 } joined ? joined : Empty;

    /// <summary>A separator inside a field is written as Zeek does; a lone hyphen would mean that nothing is there.</summary>
    static string Escape(string text) => text == Unset ? "\\x2d" : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\x2c", StringComparison.Ordinal);

    /// <summary>In the form of Zeek's, and the same for the same connection in every run.</summary>
    static string Uid(in ConnectionReport connection)
    {
        Span<byte> hashed = stackalloc byte[60];
        CommunityId.Format(connection.Initiator, connection.Responder, hashed);
        BinaryPrimitives.WriteInt64BigEndian(hashed[CommunityId.Length..], connection.FirstTimeNs);
        BinaryPrimitives.WriteInt64BigEndian(hashed[(CommunityId.Length + 8)..], connection.FirstFrame.Number);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(hashed, hash);
        UInt128 rest = BinaryPrimitives.ReadUInt128BigEndian(hash);
        var uid = new StringBuilder("C", UidLength + 1);
        for (int i = 0; i < UidLength; i++)
        {
            uid.Append(Base62[(int)(rest % 62)]);
            rest /= 62;
        }
        return uid.ToString();
    }
}
