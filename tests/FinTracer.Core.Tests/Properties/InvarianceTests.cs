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
    public void Every_segment_captured_twice_changes_counters_only()
        => s_stories.Sample(story =>
        {
            var doubled = story.Segments.SelectMany(s => new[] { s, s with { PlaceMark = s.PlaceMark + 1 } });
            var once = Engine.Trace(story.Segments);
            var twice = Engine.Trace(doubled);
            Assert.Equal(once.Select(r => (r.Close.Kind, r.Close.ActiveCloser, r.InitiatorSent.Segments, r.ResponderSent.Segments, r.ResetCount)),
                twice.Select(r => (r.Close.Kind, r.Close.ActiveCloser, r.InitiatorSent.Segments, r.ResponderSent.Segments, r.ResetCount)));
            long copies = twice.Sum(r => r.InitiatorSent.DuplicateFrames + r.ResponderSent.DuplicateFrames);
            Assert.InRange(copies, story.Segments.Length - 2, story.Segments.Length); // a SYN that turned out to be an event of a living connection takes its copy with it
        }, iter: 100);

    static IEnumerable<string> Told(IEnumerable<Segment> segments) => Engine.Trace(segments).Select(r => Fingerprint.Of(r));

    static Segment Shift(Segment s, uint own, uint peers) => s with
    {
        // A RST to a segment without ACK has the number zero by rule, not by choice.
        Seq = s.Has(TcpControl.Rst) && s.Seq.Value == 0 ? s.Seq : new SequenceNumber(unchecked(s.Seq.Value + own)),
        Ack = s.Has(TcpControl.Ack) ? new SequenceNumber(unchecked(s.Ack.Value + peers)) : s.Ack,
    };

    static Endpoint Mirror(Endpoint endpoint) => new(~endpoint.Address, endpoint.Port);
}
