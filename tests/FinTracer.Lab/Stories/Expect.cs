using System.Collections.Generic;

namespace FinTracer.Lab.Stories;

/// <summary>What one connection of a story must come to. The kernel is asked afterwards; a story it does not bear out fails.</summary>
public sealed record Expect
{
    Expect(string kind, string? closer, params Side[] timeWait)
    {
        Kind = kind;
        Closer = closer;
        TimeWaitHolders = timeWait;
    }

    /// <summary>Kind of close, a word of the report.</summary>
    public string Kind { get; }

    /// <summary>client, server, both, or null.</summary>
    public string? Closer { get; private init; }

    /// <summary>Who enters TIME_WAIT.</summary>
    public IReadOnlyList<Side> TimeWaitHolders { get; private init; }

    /// <summary>Its resets, in order of time.</summary>
    public IReadOnlyList<ExpectedReset> Resets { get; private init; } = [];

    /// <summary>What the packets cannot show.</summary>
    public string? Note { get; private init; }

    /// <summary>Whether the next SYN of the four-tuple meets this connection, and only its repetition opens the next.</summary>
    internal bool AnswersNextSyn { get; private init; }

    /// <summary>A FIN each way; the side that closed first holds TIME_WAIT.</summary>
    public static Expect Graceful(Side closer) => new("graceful", closer.Word, closer);

    /// <summary>Both sent their FIN without knowing of the other's; both hold TIME_WAIT.</summary>
    public static Expect Simultaneous() => new("simultaneous", "both", Side.Client, Side.Server);

    /// <summary>One FIN and never the other.</summary>
    public static Expect HalfClosed(Side closer) => new("half_closed", closer.Word);

    /// <summary>Ended by a RST without a FIN before it; null when nobody chose to.</summary>
    public static Expect Aborted(Side? by) => new("aborted", by?.Word);

    /// <summary>Ended by a RST of each side.</summary>
    public static Expect AbortedBoth() => new("aborted", "both");

    /// <summary>Ended by a RST after the FIN of the side that closed first.</summary>
    public static Expect AbortedAfterFin(Side closer) => new("aborted_after_fin", closer.Word);

    /// <summary>A RST answered the SYN.</summary>
    public static Expect Refused() => new("refused", null);

    /// <summary>Still open when the capture ends.</summary>
    public static Expect Open() => new("open", null);

    /// <summary>The handshake was never finished.</summary>
    public static Expect NotEstablished() => new("not_established", null);

    /// <summary>Says who enters TIME_WAIT where the kind does not.</summary>
    public Expect TimeWait(params Side[] holders) => this with { TimeWaitHolders = holders };

    /// <summary>The kernel of a side sends a RST for this reason, once.</summary>
    public Expect Reset(Side from, string kernelReason, string cause, string? detail = null) =>
        this with { Resets = [.. Resets, new(from, kernelReason, cause, detail, Many: false, Forged: false)] };

    /// <summary>The kernel of a side sends one or more RSTs in a row for this reason.</summary>
    public Expect Resets1OrMore(Side from, string kernelReason, string cause, string? detail = null) =>
        this with { Resets = [.. Resets, new(from, kernelReason, cause, detail, Many: true, Forged: false)] };

    /// <summary>A RST in the name of a side that its TCP did not send: forged on the way, or by its packet filter.</summary>
    public Expect ForeignReset(Side inNameOf, string cause, string? detail = null, bool onTheWay = true) =>
        this with { Resets = [.. Resets, new(inNameOf, null, cause, detail, Many: false, Forged: onTheWay)] };

    /// <summary>The connection is still alive to its holder when the next SYN of its four-tuple comes: that SYN and the RST it leads to are its own.</summary>
    public Expect OutlivesNextSyn() => this with { AnswersNextSyn = true };

    /// <summary>Adds what packets cannot show.</summary>
    public Expect Unseen(string note) => this with { Note = note };
}
