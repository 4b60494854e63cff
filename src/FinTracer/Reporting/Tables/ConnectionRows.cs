using System.Collections.Generic;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Tables;

/// <summary>The rows of the connections that are listed: those with the smallest numbers, in whatever order they come; or those that come first, if they come in an order.</summary>
sealed class ConnectionRows(int top, bool inOrderOfArrival, InputNames names)
{
    /// <summary>The greatest number first, so that it is the one to give way.</summary>
    readonly PriorityQueue<Cell[], long> _rows = new(Comparer<long>.Create((left, right) => right.CompareTo(left)));
    long _arrived;
    long _bound = long.MaxValue; // a number that is not below it is not listed any more

    /// <summary>False when a connection will not be listed, whatever comes. May be asked on any thread.</summary>
    public bool MayList(in ConnectionReport connection) => top > 0 && (inOrderOfArrival ? long.MinValue : connection.Id) < Volatile.Read(ref _bound);

    public void Add(in ConnectionReport connection)
    {
        long place = inOrderOfArrival ? ++_arrived : connection.Id;
        if (_rows.Count < top)
        {
            _rows.Enqueue(RowOf(connection, names), place);
        }
        else if (top > 0 && _rows.TryPeek(out _, out long greatest) && place < greatest)
        {
            _rows.DequeueEnqueue(RowOf(connection, names), place);
        }

        if (_rows.Count == top && _rows.TryPeek(out _, out long bound))
        {
            Volatile.Write(ref _bound, inOrderOfArrival ? long.MinValue : bound);
        }
    }

    /// <summary>The block of the listed connections in their order, of so many connections; null when none is to be listed.</summary>
    public Block? ToBlock(long connections)
    {
        if (top == 0 || connections == 0) { return null; }
        var block = new Block(
            "CONNECTIONS",
            new("#", IsFigure: true), new("initiator"), new("responder"), new("ended"), new("closed first"), new("sure", Spare: 3),
            new("TIME-WAIT", Spare: -1), new("resets"), new("late", IsFigure: true, Spare: 2), new("frames", Spare: 4), new("lasted", IsFigure: true, Spare: 1));
        long more = connections - _rows.Count;
        while (_rows.TryDequeue(out Cell[]? row, out _)) { block.Rows.Add(row); }
        block.Rows.Reverse();
        if (more > 0) { block.Remarks.Add($"… {ShortText.Count(more)} more: --format ndjson, or --top"); }
        return block;
    }

    /// <summary>The cells of one connection: number, initiator, responder, kind, closer, confidence, TIME-WAIT, resets, late segments, frames, duration.</summary>
    public static Cell[] RowOf(in ConnectionReport connection, InputNames names)
    {
        CloseReport close = connection.Close;
        return
        [
            ShortText.Count(connection.Id),
            AddressText.ToText(connection.Initiator) + (connection.InitiatorKnown ? "" : " ?"),
            AddressText.ToText(connection.Responder),
            new(ShortText.Of(close.Kind), ToneOf(close.Kind)),
            new(close.ActiveCloser == ActiveCloser.None ? ShortText.Nothing : ShortText.Of(close.ActiveCloser), Tone.Strong),
            new(Words.Of(close.Confidence), close.Confidence == Confidence.Certain ? Tone.Faint : Tone.Caution),
            TimeWaitOf(connection),
            new(ResetsOf(connection), connection.ResetCount > 0 ? Tone.Bad : Tone.Plain),
            connection.LateSegmentCount == 0 ? ShortText.Nothing : ShortText.Count(connection.LateSegmentCount),
            FramesOf(connection, names),
            new DurationText(connection.LastTimeNs - connection.FirstTimeNs).ToString(),
        ];
    }

    public static Tone ToneOf(CloseKind kind) => kind switch
    {
        CloseKind.Graceful or CloseKind.Simultaneous => Tone.Good,
        CloseKind.Open or CloseKind.HalfClosed or CloseKind.NotEstablished => Tone.Caution,
        CloseKind.Refused or CloseKind.Aborted or CloseKind.AbortedAfterFin => Tone.Bad,
    };

    static string TimeWaitOf(in ConnectionReport connection)
    {
        if (connection.TimeWait.Count == 0) { return ShortText.Nothing; }
        var holders = new List<string>();
        foreach (TimeWaitReport timeWait in connection.TimeWait)
        {
            holders.Add($"{Words.Of(timeWait.Holder)} {Words.Of(timeWait.Ended).Replace('_', ' ')}");
        }
        return string.Join(", ", holders);
    }

    static string ResetsOf(in ConnectionReport connection)
    {
        if (connection.ResetCount == 0) { return ShortText.Nothing; }
        string cause = connection.Resets.Count > 0 ? ShortText.Of(connection.Resets[0].Cause) : "";
        return connection.ResetCount == 1 ? cause : $"{cause} (1 of {ShortText.Count(connection.ResetCount)})";
    }

    static string FramesOf(in ConnectionReport connection, InputNames names)
    {
        FrameId first = connection.FirstFrame, last = connection.LastFrame;
        if (!names.Several) { return $"{first.Number}-{last.Number}"; }
        string firstFile = Sanitizer.Clean(System.IO.Path.GetFileName(names.Of(first) ?? ""));
        string lastFile = first.File == last.File ? "" : Sanitizer.Clean(System.IO.Path.GetFileName(names.Of(last) ?? "")) + ":";
        return $"{firstFile}:{first.Number}-{lastFile}{last.Number}";
    }
}
