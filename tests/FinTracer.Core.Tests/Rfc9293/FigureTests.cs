using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Rfc9293;

/// <summary>The figures of RFC 9293 §3.5 and §3.6; each script carries its figure as a comment and the states that the RFC gives.</summary>
public sealed class FigureTests
{
    [Fact]
    public void Figure_6_three_way_handshake() => Play.Script("Rfc9293/figure-06");

    [Fact]
    public void Figure_7_simultaneous_open() => Play.Script("Rfc9293/figure-07");

    [Fact]
    public void Figure_8_recovery_from_an_old_duplicate_SYN() => Play.Script("Rfc9293/figure-08");

    [Fact]
    public void Figure_9_half_open_discovery_by_a_SYN() => Play.Script("Rfc9293/figure-09");

    [Fact]
    public void Figure_10_live_side_meets_the_crashed_side() => Play.Script("Rfc9293/figure-10");

    [Fact]
    public void Figure_11_old_duplicate_SYN_meets_passive_sides() => Play.Script("Rfc9293/figure-11");

    [Fact]
    public void Figure_12_normal_close_sequence() => Play.Script("Rfc9293/figure-12");

    [Fact]
    public void Figure_12_normal_close_in_three_segments() => Play.Script("Rfc9293/figure-12-three-segments");

    [Fact]
    public void Figure_13_simultaneous_close() => Play.Script("Rfc9293/figure-13");

    [Fact]
    public void Figure_13_simultaneous_close_with_wrapping_numbers() => Play.Script("Rfc9293/figure-13-wrapping");

    [Fact]
    public void Figure_13_simultaneous_close_with_the_FIN_sent_again_from_CLOSING() => Play.Script("Rfc9293/figure-13-fin-again");
}
