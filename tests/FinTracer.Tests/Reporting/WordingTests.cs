using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Reporting;

public sealed class WordingTests
{
    /// <summary>The published vectors of the format.</summary>
    [Theory]
    [InlineData("192.168.1.100:54321", "10.0.0.50:443", "1:Tc8oreo6Mh2A7FPNfJunXrIbrvw=")]
    [InlineData("1.2.3.4:4584", "43.3.132.3:3483", "1:koNcqhFRD5kb254ZrLsdv630jCM=")]
    public void The_community_id_is_that_of_other_tools(string one, string other, string id)
    {
        Assert.Equal(id, CommunityId.ToText(At(one), At(other)));
        Assert.Equal(id, CommunityId.ToText(At(other), At(one)));
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(1_767_225_600_123_456_789, "2026-01-01T00:00:00.123456789Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    public void Times_have_nine_digits(long timeNs, string text) => Assert.Equal(text, Rfc3339.ToText(timeNs));

    [Theory]
    [InlineData(0, "2026-01-01T00:00:00Z")]
    [InlineData(3, "2026-01-01T00:00:00.123Z")]
    [InlineData(6, "2026-01-01T00:00:00.123456Z")]
    public void For_people_times_have_the_digits_of_the_capture(int digits, string text) =>
        Assert.Equal(text, Rfc3339.ToText(1_767_225_600_123_456_789, digits));

    /// <summary>Against the framework's, except where it mixes in dotted quads (as for ISATAP).</summary>
    [Fact]
    public void Addresses_are_in_their_canonical_form() =>
        Gen.OneOf(Gen.Byte.Array[16], Gen.Int[0, 4].Select(i => (byte)(i < 3 ? 0 : i)).Array[16], Gen.Byte.Array[4]).Sample(octets =>
        {
            var framework = new IPAddress(octets);
            UInt128 address = 0;
            foreach (byte octet in framework.MapToIPv6().GetAddressBytes()) { address = (address << 8) | octet; }
            string expected = new Endpoint(address, 0).ToIPAddress().ToString();
            return (expected.Contains(':', StringComparison.Ordinal) && expected.Contains('.', StringComparison.Ordinal)) || expected == AddressText.ToText(address);
        });

    [Theory]
    [InlineData("::", "::")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7")]
    [InlineData("fe80::1", "fe80::1")]
    [InlineData("2001:db8::", "2001:db8::")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    public void Addresses_known_by_heart(string given, string expected) => Assert.Equal(expected, AddressText.ToText(At(IPAddress.Parse(given) is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } ? $"[{given}]:1" : $"{given}:1").Address));

    [Fact]
    public void The_filter_for_wireshark_names_both_ends_and_the_frames()
    {
        Assert.Equal(
            "((ipv6.src==2001:db8::1 && tcp.srcport==65535) || (ipv6.dst==2001:db8::1 && tcp.dstport==65535)) && ipv6.addr==2001:db8::2 && tcp.port==443"
                + " && !icmpv6 && frame.number>=1 && frame.number<=10",
            WiresharkFilter.ToText(Open(1, "[2001:db8::1]:65535", "[2001:db8::2]:443")));
        string longest = "[" + string.Join(':', Enumerable.Repeat("ffff", 8)) + "]:65535";
        ConnectionReport wide = Open(1, longest, longest) with { FirstFrame = new FrameId(0, (1L << 44) - 1), LastFrame = new FrameId(0, (1L << 44) - 1) };
        Assert.EndsWith("frame.number<=17592186044415", WiresharkFilter.ToText(wide), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain.pcap", "plain.pcap")]
    [InlineData("größe 日本.pcap", "größe 日本.pcap")]
    [InlineData("a\u001b[31mred", "a\\x1b[31mred")]
    [InlineData("line\nbreak\r\t\0", "line\\x0abreak\\x0d\\x09\\x00")]
    [InlineData("c1\u009b31m\u007f", "c1\\x9b31m\\x7f")]
    [InlineData("exe\u202efdp.", "exe\\u202efdp.")]
    [InlineData("zero\u200bwidth", "zero\\u200bwidth")]
    public void Control_and_format_characters_are_spelt_out(string hostile, string shown) => Assert.Equal(shown, Sanitizer.Clean(hostile));

    [Fact]
    public void Harmless_text_is_not_copied()
    {
        string text = new('x', 3);
        Assert.Same(text, Sanitizer.Clean(text));
    }

    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(1_500, "1.5 µs")]
    [InlineData(999_999_999, "999 ms")]
    [InlineData(60_000_000_000, "60 s")]
    [InlineData(65_432_100_000, "65.4 s")]
    [InlineData(125_000_000_000, "2 min 5 s")]
    [InlineData(7_260_000_000_000, "2 h 1 min")]
    [InlineData(172_800_000_000_000, "2 d 0 h")]
    [InlineData(-1_000_000, "-1 ms")]
    [InlineData(long.MinValue, "-106751 d 23 h")]
    public void Durations_for_people(long durationNs, string text) => Assert.Equal(text, new DurationText(durationNs).ToString());

    /// <summary>A bucket is a sixteenth of its value wide: 6 %, which a third digit would deny.</summary>
    [Theory]
    [InlineData(0, "~0 ns")]
    [InlineData(31, "~31 ns")]
    [InlineData(999, "~1.0 µs")]
    [InlineData(7_679, "~7.7 µs")]
    [InlineData(997_000, "~1.0 ms")]
    [InlineData(276_824_063, "~280 ms")]
    [InlineData(1_040_187_391, "~1.0 s")]
    [InlineData(2_147_483_647, "~2.1 s")]
    [InlineData(65_432_100_000, "~65 s")]
    [InlineData(125_000_000_000, "~2.1 min")]
    [InlineData(7_260_000_000_000, "~2.0 h")]
    [InlineData(345_600_000_000_000, "~4.0 d")]
    [InlineData(long.MaxValue, "~110000 d")]
    public void Durations_out_of_a_histogram_have_the_digits_of_its_buckets(long durationNs, string text) => Assert.Equal(text, new RoughDurationText(durationNs).ToString());

    [Fact]
    public void A_median_is_rough_unless_all_durations_are_one()
    {
        Assert.Null(ShortText.Median(default));
        Assert.Equal("123 ms", ShortText.Median(new DurationSummary(3, 123_456_789, 123_456_789, 123_456_789, 123_456_789, 123_456_789)));
        Assert.Equal("~120 ms", ShortText.Median(new DurationSummary(3, 1, 123_456_789, 123_456_789, 123_456_789, 123_456_789)));
    }

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(99_999, 100_000, "99.9 %")]
    [InlineData(1, 100_000, "<0.1 %")]
    [InlineData(0, 0, "-")]
    public void Shares_never_round_to_all_or_none(long part, long whole, string text) => Assert.Equal(text, ShortText.Share(part, whole));

    /// <summary>The words that DESIGN fixes; a change here breaks whoever reads the reports.</summary>
    [Fact]
    public void The_words_of_the_contract_stay()
    {
        Assert.Equal(
            ["open", "not_established", "refused", "half_closed", "graceful", "simultaneous", "aborted", "aborted_after_fin"], WordsOf<CloseKind>(Words.Of));
        Assert.Equal([null, "initiator", "responder", "both"], WordsOf<ActiveCloser>(Words.Of));
        Assert.Equal(["ambiguous", "likely", "certain"], WordsOf<Confidence>(Words.Of));
        Assert.Equal(["unknown", "initiator", "middle", "responder"], WordsOf<Vantage>(Words.Of));
        Assert.Equal(["open", "expired", "reused", "assassinated", "never_kept"], WordsOf<TimeWaitEnding>(Words.Of));
        Assert.Equal(["unknown", "active", "passive"], WordsOf<ResetMode>(Words.Of));
        Assert.Equal(
            [
                "unknown", "refused", "unexpected_syn_ack", "abort", "data_crossed_fin", "data_after_close", "fin_wait_2_expired", "late_data", "late_duplicate",
                "late_fin", "late_ack", "time_wait_not_kept", "time_wait_assassination", "syn_in_time_wait", "half_open", "challenge_ack_answer",
                "bad_handshake_ack", "injected", "previous_incarnation",
            ],
            WordsOf<ResetCause>(Words.Of));
        Assert.Equal([null, "unread_data", "linger_zero", "keepalive_timeout", "listener_closed", "after_own_fin"], WordsOf<ResetDetail>(Words.Of));
    }

    [Fact]
    public void Every_reason_is_a_sentence_of_its_own()
    {
        IEnumerable<string> sentences = Enum.GetValues<ReasonCode>().Select(code => ReasonText.ToText(new Reason(code, new FrameId(0, 4711), 3), Writing.OneName));
        Assert.All(sentences, sentence => Assert.Matches(@"^[A-Z0-9].{15,}[^ .]\.$", sentence));
        Assert.Equal(sentences.Count(), sentences.Distinct().Count());
    }

    [Theory]
    [InlineData(ReasonCode.FinsCrossed, 0, "frame 4711")]
    [InlineData(ReasonCode.EndedByReset, 0, "frame 4711")]
    [InlineData(ReasonCode.AnswersSegment, 0, "frame 4711")]
    [InlineData(ReasonCode.AcknowledgesSegment, 0, "acknowledges exactly frame 4711")]
    [InlineData(ReasonCode.SynUnanswered, 1, "sent 1 time,")]
    [InlineData(ReasonCode.SynUnanswered, 6, "sent 6 times,")]
    [InlineData(ReasonCode.MissingBytes, 1448, "1448 octets")]
    [InlineData(ReasonCode.NoCloseInCapture, 90_000_000_000, "90 s")]
    [InlineData(ReasonCode.KeepaliveProbesUnanswered, 9, "9 keep-alive probes")]
    [InlineData(ReasonCode.HopLimitDiffers, -64, "-64")]
    [InlineData(ReasonCode.LooksLikeAbort, 0, "consistent with")]
    [InlineData(ReasonCode.LongAfterFinAcknowledged, 61_000_000_000, "consistent with")]
    [InlineData(ReasonCode.SenderNeverClosed, 0, "consistent with")]
    [InlineData(ReasonCode.PeerDataUnanswered, 0, "consistent with")]
    public void Reasons_give_their_figures_and_do_not_claim_what_packets_cannot_prove(ReasonCode code, long value, string part) =>
        Assert.Contains(part, ReasonText.ToText(new Reason(code, new FrameId(0, 4711), value), Writing.OneName), StringComparison.Ordinal);

    [Fact]
    public void A_reason_survives_an_absurd_file_name()
    {
        var names = new InputNames([Writing.InputOf(new string('x', 5000)), Writing.InputOf("b")]);
        Assert.Contains("4711", ReasonText.ToText(new Reason(ReasonCode.FinsCrossed, new FrameId(0, 4711)), names), StringComparison.Ordinal);
    }

    /// <summary>To the last character: with one more the name is left out.</summary>
    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    public void A_reason_is_written_whole_up_to_its_limit(char character)
    {
        const string Before = "A RST ended the connection (frame 4711 of ", After = ").";
        string longest = new(character, ReasonText.MaxLength - Before.Length - After.Length);
        Assert.Equal(Before + longest + After, Ended(longest));
        Assert.Equal("EndedByReset (frame 4711, value 0)", Ended(longest + character));

        static string Ended(string name) =>
            ReasonText.ToText(new Reason(ReasonCode.EndedByReset, new FrameId(0, 4711)), new InputNames([Writing.InputOf(name), Writing.InputOf("b")]));
    }

    [Fact]
    public void A_sentence_is_measured_in_characters()
    {
        var sentence = new Sentence(new byte[ReasonText.Room]);
        sentence.AddMarked("duration"u8, new Reason(ReasonCode.IdleBefore, default, 42_000), default);
        Assert.Equal("42 µs", Encoding.UTF8.GetString(sentence.Written));
        Assert.Equal("42 µs".Length, sentence.Characters);
    }

    /// <summary>Sentences go into JSON as they are, and into a buffer of a fixed length.</summary>
    [Fact]
    public void Reasons_need_no_escaping_and_have_room()
    {
        foreach (ReasonCode code in Enum.GetValues<ReasonCode>())
        {
            foreach (long value in new[] { long.MinValue, -1, 0, 1, 2, 42_000, long.MaxValue })
            {
                string sentence = ReasonText.ToText(new Reason(code, new FrameId(0, (1L << 44) - 1), value), Writing.OneName);
                Assert.DoesNotContain(sentence, character => character is '"' or '\\' or '{' or '}' or '|' or < ' ' or '\u007f');
                Assert.InRange(sentence.Length, 1, ReasonText.Room - DecimalDigits.Room - 100); // a duration has an octet more than characters
            }
            var names = new InputNames([Writing.InputOf(new string('x', 800)), Writing.InputOf("b")]);
            Assert.InRange(ReasonText.ToText(new Reason(code, new FrameId(0, 1), 3), names).Count(character => character == 'x'), 0, 810); // the name once
        }
    }

    /// <summary>Days that come back, the first after none, the limits after each other: the date that was kept is never another's.</summary>
    [Fact]
    public void Times_do_not_depend_on_those_before() =>
        Gen.OneOf(Gen.Long, Gen.OneOf(long.MinValue, long.MaxValue, 0, -1), Gen.Long[-3, 3].Select(day => (day * 86_400 * Second) - 1), Gen.Long[0, 3].Select(day => day * 86_400 * Second)).Array[1, 6].Sample(times =>
        {
            RecentDate recent = default;
            Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
            foreach (long time in times)
            {
                DateTime whole = DateTime.UnixEpoch.AddTicks((time / 100) - (time % 100 < 0 ? 1 : 0));
                string expected = string.Create(CultureInfo.InvariantCulture, $"{whole:yyyy-MM-ddTHH:mm:ss.fffffff}{((time % 100) + 100) % 100:D2}Z");
                Assert.Equal(expected, Encoding.ASCII.GetString(Rfc3339.Format(time, buffer, ref recent)));
            }
        });

    /// <summary>What a filter can have at most, both ends and both lives, fits its buffer.</summary>
    [Fact]
    public void The_longest_filter_has_room()
    {
        string ends = "[" + string.Join(':', Enumerable.Repeat("ffff", 7));
        const long Last = (1L << 44) - 1;
        ConnectionReport longest = Open(1, ends + ":ffff]:65535", ends + ":fffe]:65534") with
        {
            FirstFrame = new FrameId(0, Last - 3),
            LastFrame = new FrameId(0, Last),
            NextLifeFrame = new FrameId(0, Last - 1),
            Reuse = ReusedFromTimeWait with { PreviousLastFrame = new FrameId(0, Last - 2) },
        };
        string filter = WiresharkFilter.ToText(longest);
        Assert.EndsWith(
            " && (frame.number>17592186044413 || tcp.flags.syn==1) && (frame.number<17592186044414 || tcp.flags.syn==0)", filter, StringComparison.Ordinal);
        Assert.InRange(filter.Length, 400, WiresharkFilter.MaxLength - DecimalDigits.Room);
        string epochs = WiresharkFilter.ToText(longest with { LastFrame = new FrameId(1, 1), FirstTimeNs = -1, LastTimeNs = long.MinValue });
        Assert.EndsWith(" && frame.time_epoch>=-0.000000001 && frame.time_epoch<=-9223372036.854775808", epochs, StringComparison.Ordinal);
    }

    static string?[] WordsOf<T>(Func<T, string?> word)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(word)];
}
