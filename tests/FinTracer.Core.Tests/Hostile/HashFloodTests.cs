using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Flows;
using FinTracer.Segments;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>Whoever sends packets chooses addresses and ports, and could choose them so that a table becomes a list. Not without the seed.</summary>
public sealed class HashFloodTests
{
    const int Places = 1 << 20;

    static readonly Endpoint Server = Endpoint.FromIpv4(0x0a00_0002, 80);

    /// <summary>Ten thousand clients that fall to one place in sixty-four under one seed are spread under another as any others.</summary>
    [Fact]
    public void Keys_chosen_for_one_seed_are_no_worse_than_others_under_another()
    {
        Segment[] chosen = [.. Enumerable.Range(0, 1 << 24).Select(i => From(Endpoint.FromIpv4(0x0a01_0000 + (uint)(i >> 16), (ushort)i)))
            .Where(segment => FlowKey.HashOf(segment, 1) % 64 == 0).Take(10_000)];

        Assert.Equal(10_000, chosen.Length);
        Assert.All(Enumerable.Range(2, 8), seed =>
        {
            int[] shares = [.. chosen.GroupBy(segment => FlowKey.HashOf(segment, (ulong)seed * 0x1234_5678_9ABC_DEF1) % 64).Select(place => place.Count())];
            Assert.Equal(64, shares.Length);
            Assert.InRange(shares.Max(), 156, 250);
            Assert.InRange(LongestRun(chosen, (ulong)seed), 1, 40);
        });
    }

    /// <summary>What differs in the address and in the port so that both cancel out, and what differs by the halves of an address changed over.</summary>
    [Theory]
    [InlineData("port made up for by the first 16 bits")]
    [InlineData("port made up for by the last 16 bits")]
    [InlineData("both ends changed alike")]
    [InlineData("ports only")]
    [InlineData("addresses only")]
    [InlineData("halves changed over")]
    public void No_pattern_of_addresses_and_ports_collides_under_every_seed(string pattern)
    {
        Segment[] segments = [.. Enumerable.Range(0, 65_536).Select(i => pattern switch
        {
            "port made up for by the first 16 bits" => From(new Endpoint((UInt128)(uint)i << 112, (ushort)i)),
            "port made up for by the last 16 bits" => From(new Endpoint((UInt128)(uint)i, (ushort)i)),
            "both ends changed alike" => Between(new Endpoint((UInt128)(uint)i << 112, 1), new Endpoint((UInt128)(uint)i << 112, 2)),
            "ports only" => From(Endpoint.FromIpv4(0x0a00_0001, (ushort)i)),
            "addresses only" => From(Endpoint.FromIpv4(0x0a01_0000 + (uint)i, 40_000)),
            _ => From(ChangedOver(i / 2, i % 2 == 1)),
        })];

        foreach (ulong seed in new[] { 0xDEAD_BEEF_0123_4567UL, 0x0F1E_2D3C_4B5A_6978UL })
        {
            Assert.InRange(segments.Select(segment => FlowKey.HashOf(segment, seed)).Distinct().Count(), 65_530, 65_536);
            Assert.InRange(LongestRun(segments, seed), 1, 40);
        }
    }

    /// <summary>The longest run of places in use, which is what a look-up in a table with open addressing can cost.</summary>
    static int LongestRun(IEnumerable<Segment> segments, ulong seed)
    {
        bool[] used = new bool[Places / 4];
        foreach (Segment segment in segments)
        {
            int at = (int)(FlowKey.HashOf(segment, seed) % (ulong)used.Length);
            while (used[at]) { at = (at + 1) % used.Length; }
            used[at] = true;
        }
        int longest = 0, run = 0;
        foreach (bool taken in used) { longest = Math.Max(longest, run = taken ? run + 1 : 0); }
        return longest;
    }

    /// <summary>Pairs whose halves stand the other way round, each under the other's constant of the hash.</summary>
    static Endpoint ChangedOver(int number, bool changed)
    {
        const ulong constants = 0x9E37_79B9_7F4A_7C15UL ^ 0xD6E8_FEB8_6659_FD93UL;
        (ulong high, ulong low) = ((ulong)number << 20, 7UL);
        return new(changed ? new UInt128(low ^ constants, high ^ constants) : new UInt128(high, low), 40_000);
    }

    static Segment From(Endpoint client) => Between(client, Server);

    static Segment Between(Endpoint client, Endpoint server) => new() { Source = client, Destination = server };
}
