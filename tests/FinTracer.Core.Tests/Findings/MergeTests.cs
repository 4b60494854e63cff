using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Core.Tests.Findings;

/// <summary>The sums of parts, merged in any grouping and order, are the sums of the whole.</summary>
public sealed class MergeTests
{
    /// <summary>A threshold of one connection for each finding, so that there are many.</summary>
    static readonly SumsOptions Strict = new()
    {
        FirstLocalPort = 40000,
        LastLocalPort = 40019,
        Thresholds = Enum.GetValues<FindingCode>().Aggregate(FindingThresholds.Default, (all, code) => all.With(code, all[code] with { Connections = 1, Share = 0 })),
    };

    static readonly Gen<ConnectionReport> Connections =
        from start in Gen.Long[0, 30 * Second]
        from port in Gen.Int[40000, 40400]
        from client in Gen.Int[1, 3]
        from server in Gen.Int[1, 3]
        from kind in Gen.Enum<CloseKind>()
        from closer in Gen.Enum<ActiveCloser>()
        from ending in Gen.Enum<TimeWaitEnding>()
        from holder in Gen.Enum<Role>()
        from lasting in Gen.Long[0, 70 * Second]
        from cause in Gen.Enum<ResetCause>()
        from resets in Gen.Int[0, 3]
        from flags in Gen.Int[0, 15]
        select Make(start, port, client, server, kind, closer, ending, holder, lasting, cause, resets, flags);

    [Fact]
    public void Any_grouping_and_any_order_give_the_same_sums() =>
        Gen.Select(Connections.List[0, 80], Gen.Int[1, 6], Gen.Int).Sample(
            (connections, parts, seed) =>
            {
                var random = new Random(seed);
                string whole = Describe(SumsOf(connections));
                CaptureSums[] divided = [.. Enumerable.Range(0, parts).Select(_ => new CaptureSums(Strict))];
                foreach (ConnectionReport connection in connections.OrderBy(_ => random.Next())) { divided[random.Next(parts)].Add(connection); }
                Assert.Equal(whole, Describe(MergeAtRandom([.. divided], random)));
            },
            iter: 200);

    [Fact]
    public void Merging_leaves_the_other_as_it_was()
    {
        CaptureSums one = SumsOf([Open().ClosedBy(Role.Responder)]), other = SumsOf([Open(2).ClosedBy(Role.Initiator)]);
        string before = Describe(other);
        one.MergeWith(other);
        one.Add(Open(3).ClosedBy(Role.Initiator));
        Assert.Equal(before, Describe(other));
    }

    [Fact]
    public void Frame_counts_add_up()
    {
        var some = new FrameCounts { Frames = 10, TcpSegments = 5, NotTcp = 2, Fragments = 1, Truncated = 1, Undecodable = 1, Duplicates = 3, BadChecksums = 4, Strays = 5, Evicted = 6, Filtered = 7 };
        Assert.Equal(some, some + default(FrameCounts));
        Assert.Null((some + some).DroppedBySystem);
        Assert.Equal(5, (some + (some with { DroppedBySystem = 5 })).DroppedBySystem);
        FrameCounts twice = some + some;
        Assert.Equal(
            (20, 10, 4, 2, 2, 2, 6, 8, 10, 12, 14),
            (twice.Frames, twice.TcpSegments, twice.NotTcp, twice.Fragments, twice.Truncated, twice.Undecodable, twice.Duplicates, twice.BadChecksums, twice.Strays, twice.Evicted, twice.Filtered));
    }

    static CaptureSums MergeAtRandom(List<CaptureSums> parts, Random random)
    {
        while (parts.Count > 1)
        {
            CaptureSums taken = parts[random.Next(parts.Count)];
            parts.Remove(taken);
            CaptureSums into = parts[random.Next(parts.Count)];
            if (random.Next(2) == 0) { into.MergeWith(taken); } else { into.TakeOver(taken); }
        }
        return parts[0];
    }

    static ConnectionReport Make(
        long start, int port, int client, int server, CloseKind kind, ActiveCloser closer, TimeWaitEnding ending, Role holder, long lasting, ResetCause cause, int resets, int flags)
    {
        ConnectionReport connection = Open(1, $"10.0.1.{client}:{port}", $"10.0.{server}.2:80", Epoch + start);
        if (kind == CloseKind.Graceful)
        {
            long? ended = ending == TimeWaitEnding.Open ? null : connection.FirstTimeNs + lasting;
            connection = connection.ClosedBy(holder, ending, ended);
        }
        for (int i = 0; i < resets; i++) { connection = connection.WithReset(LateReset(cause, holder, i % 2 == 0)); }
        return connection with
        {
            Id = port,
            FirstFrame = new FrameId(0, 1 + (start / Second)),
            Close = connection.Close with { Kind = kind, ActiveCloser = closer },
            InitiatorKnown = (flags & 1) == 0,
            Evicted = (flags & 2) != 0,
            LateSegmentCount = flags >> 2,
            Reuse = (flags & 4) != 0 ? ReusedFromTimeWait : null,
        };
    }

    static CaptureSums SumsOf(IEnumerable<ConnectionReport> connections)
    {
        var sums = new CaptureSums(Strict);
        foreach (ConnectionReport connection in connections) { sums.Add(connection); }
        return sums;
    }

    /// <summary>All of a summary as text, so that lists compare by content.</summary>
    static string Describe(CaptureSums sums) => JsonSerializer.Serialize(sums.Summarize(captureEndNs: Epoch + (200 * Second)));
}
