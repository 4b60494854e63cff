using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Segments;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Properties;

/// <summary>What must not matter: where sequence numbers begin, when it happened, into how many files the capture was cut.</summary>
public sealed class InvarianceTests
{
    static readonly (string Story, Segment[] Segments)[] s_all = [.. Recordings.AtServer.Where(story => story.Segments.Length > 0)];

    static readonly Gen<(string Story, Segment[] Segments)> s_stories = Gen.Int[0, s_all.Length - 1].Select(i => s_all[i]);

    [Fact]
    public void Adding_a_constant_to_the_numbers_of_one_direction_changes_nothing()
        => Gen.Select(s_stories, Gen.UInt, Gen.UInt).Sample((story, first, second) =>
        {
            Endpoint opener = story.Segments[0].Source;
            var shifted = story.Segments.Select(s => s.Source.Address == opener.Address ? Shift(s, first, second) : Shift(s, second, first));
            Assert.Equal(Told(story.Segments), Told(shifted));
        }, iter: 300);

    [Fact]
    public void Adding_a_constant_to_all_times_changes_only_absolute_times()
        => Gen.Select(s_stories, Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000]).Sample((story, shift) =>
        {
            long origin = story.Segments[0].TimestampNs;
            var moved = story.Segments.Select(s => s with { TimestampNs = s.TimestampNs + shift });
            Assert.Equal(
                Engine.Trace(story.Segments).Select(r => Fingerprint.Of(r, originNs: origin)), Engine.Trace(moved).Select(r => Fingerprint.Of(r, originNs: origin + shift)));
        }, iter: 200);

    [Fact]
    public void Exchanging_the_two_hosts_addresses_changes_nothing_else()
        => s_stories.Sample(story =>
        {
            // An address that sorts on the other side of its peer: direction must come from the segments, not from the order of addresses.
            var mirrored = story.Segments.Select(s => s with { Source = Mirror(s.Source), Destination = Mirror(s.Destination) });
            Assert.Equal(
                Engine.Trace(story.Segments).Select(r => Fingerprint.Of(r, endpoints: false)), Engine.Trace(mirrored).Select(r => Fingerprint.Of(r, endpoints: false)));
        }, iter: 100);

    [Fact]
    public void Exchanging_the_directions_exchanges_who_is_who_and_nothing_else()
    {
        foreach ((string story, Segment[] segments) in s_all)
        {
            var told = Engine.Trace(segments);
            var mirrored = Engine.Trace(segments.Select(s => s with { Source = s.Destination, Destination = s.Source }));
            Assert.Equal(told.Select(r => (story, r.Initiator, r.Responder, Fingerprint.Of(r, endpoints: false))),
                mirrored.Select(r => (story, r.Responder, r.Initiator, Fingerprint.Of(r, endpoints: false))));
        }
    }

    /// <summary>A tap nearer to the client sees what the client sent earlier and what the server sent later: the order changes, the story does not.</summary>
    [Fact]
    public void Where_on_the_way_the_tap_was_changes_no_verdict()
    {
        List<string> different = [];
        // Its forged segment sets out half way: a tap nearer to the client never sees it, so shifting it makes a capture that cannot be.
        // And where data crosses an abort, what the abort did is open only as long as the data passes behind it.
        foreach ((string story, Segment[] segments) in s_all.Where(story => story.Story is not ("bad-handshake-ack" or "data-crossed-abort")))
        {
            string atServer = Story(segments);
            for (int milliseconds = 1; milliseconds < Recordings.OneWayMilliseconds; milliseconds += 2)
            {
                long shift = milliseconds * 1_000_000L;
                Endpoint client = segments[0].Source;
                var moved = segments.Select(s => s with { TimestampNs = s.TimestampNs + (s.Source.Address == client.Address ? -shift : shift) })
                    .OrderBy(s => s.TimestampNs).Select((s, i) => s with { Frame = new(0, i + 1) });
                string there = Story(moved);
                if (there != atServer)
                {
                    different.Add($"{story}, {milliseconds} ms nearer to the client:\n{atServer}\n{there}");
                }
            }
        }

        Assert.True(different.Count == 0, string.Join("\n\n", different));
    }

    [Fact]
    public void Every_segment_captured_twice_changes_the_count_of_copies_only()
    {
        foreach ((string story, Segment[] segments) in s_all)
        {
            var twice = Engine.Trace(segments.SelectMany(s => new[] { s, Copy(s) }));
            Assert.Equal((story, Apart(Engine.Trace(segments))), (story, Apart(twice)));
            long copies = twice.Sum(r => r.InitiatorSent.DuplicateFrames + r.ResponderSent.DuplicateFrames);
            Assert.InRange(copies, segments.Length - 2, 2 * segments.Length); // a SYN that turned out to be an event of a living connection takes its copy with it
        }
    }

    [Fact]
    public void Any_one_segment_captured_twice_changes_the_count_of_copies_only()
    {
        foreach ((string story, Segment[] segments) in s_all.Where(story => story.Segments.Length < 200))
        {
            string once = Apart(Engine.Trace(segments));
            for (int i = 0; i < segments.Length; i++)
            {
                Assert.Equal((story, i, once), (story, i, Apart(Engine.Trace([.. segments[..(i + 1)], Copy(segments[i]), .. segments[(i + 1)..]]))));
            }
        }
    }

    static IEnumerable<string> Told(IEnumerable<Segment> segments) => Engine.Trace(segments).Select(r => Fingerprint.Of(r));

    static string Story(IEnumerable<Segment> segments) => string.Join('\n', Engine.Trace(segments).Select(r =>
        $"{r.Close.Kind} {r.Close.ActiveCloser}; {string.Join(' ', r.TimeWait.OrderBy(t => t.Holder).Select(t => $"{t.Holder} {t.Ended} {t.Restarts}"))}; {string.Join(' ', r.Resets.OrderBy(x => x.From).Select(x => $"{x.From} {x.Cause} {x.Effect}"))}"));

    static string Apart(IEnumerable<Verdicts.ConnectionReport> reports) => string.Join('\n', reports.Select(r => Fingerprint.Of(r, copies: false)));

    /// <summary>The same segment once more, seen at another place.</summary>
    static Segment Copy(Segment s) => s with { PlaceMark = s.PlaceMark + 1 };

    static Segment Shift(Segment s, uint own, uint peers) => s with
    {
        // A RST to a segment without ACK has the number zero by rule, not by choice.
        Seq = s.Has(TcpControl.Rst) && s.Seq.Value == 0 ? s.Seq : new SequenceNumber(unchecked(s.Seq.Value + own)),
        Ack = s.Has(TcpControl.Ack) ? new SequenceNumber(unchecked(s.Ack.Value + peers)) : s.Ack,
    };

    static Endpoint Mirror(Endpoint endpoint) => new(~endpoint.Address, endpoint.Port);
}
