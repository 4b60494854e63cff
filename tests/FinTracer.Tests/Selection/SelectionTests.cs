using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Reporting;
using FinTracer.Selection;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Selection;

/// <summary>Services, hosts, order and number of connections.</summary>
public sealed class SelectionTests
{
    [Theory]
    [InlineData("10.0.0.2:80", true)]
    [InlineData("10.0.0.2:81", false)]
    [InlineData("10.0.0.1:80", false)] // the initiator is no service
    [InlineData(":80", true)]
    [InlineData(":8", false)]
    [InlineData("10.0.0.2", true)]
    [InlineData("10.0.0.0/24:80", true)]
    [InlineData("10.0.1.0/24", false)]
    public void A_service(string service, bool taken) =>
        Assert.Equal(taken, new SelectionChoice { Services = [service] }.ToSelection(static _ => null).Takes(Open()));

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.2", true)]
    [InlineData("10.0.0.3", false)]
    [InlineData("10.0.0.2/31", true)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("2001:db8::/32", false)]
    public void A_host(string host, bool taken) =>
        Assert.Equal(taken, new SelectionChoice { Hosts = [host] }.ToSelection(static _ => null).Takes(Open()));

    [Theory]
    [InlineData("10.0.0.2:")]
    [InlineData("10.0.0.2:65536")]
    [InlineData("80")]
    [InlineData("example.com:80")]
    public void What_is_no_service(string text) => Assert.False(ServicePattern.TryParse(text, out _));

    [Fact]
    public void Ipv6_services_have_brackets()
    {
        Assert.True(ServicePattern.TryParse("[2001:db8::2]:443", out ServicePattern pattern));
        Assert.True(pattern.Matches(At("[2001:db8::2]:443")));
        Assert.False(pattern.Matches(At("[2001:db8::2]:80")));
        Assert.True(ServicePattern.TryParse("2001:db8::/32", out pattern));
        Assert.True(pattern.Matches(At("[2001:db8::2]:443")));
    }

    [Fact]
    public void Services_and_hosts_are_alternatives_among_themselves_and_all_kinds_must_hold()
    {
        ConnectionSelection selection = new SelectionChoice { Services = [":443", ":80"], Hosts = ["10.0.0.1"], Where = "id < 3" }.ToSelection(static _ => null);
        Assert.True(selection.Takes(Open()));
        Assert.False(selection.Takes(Open(3)));
        Assert.False(selection.Takes(Open(2, "10.0.0.9:40000")));
        Assert.Equal(2, selection.LeftOut);
    }

    /// <summary>The bounded heap gives what sorting everything and cutting would.</summary>
    [Fact]
    public void The_first_of_an_order_are_those_of_the_whole_order() =>
        Gen.Select(Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3]).List[0, 60], Gen.Int[0, 20], Gen.Bool).Sample((drawn, top, descending) =>
        {
            ConnectionReport[] connections = [.. drawn.Select((one, i) => Open(i + 1, $"10.0.0.{one.Item2}:{40000 + one.Item1}"))];
            string key = descending ? "initiator.port:desc,initiator.address" : "initiator.port,initiator.address:asc";
            IEnumerable<ConnectionReport> expected = descending
                ? connections.OrderByDescending(c => c.Initiator.Port).ThenBy(c => c.Initiator.Address).ThenBy(c => c.Id)
                : connections.OrderBy(c => c.Initiator.Port).ThenBy(c => c.Initiator.Address).ThenBy(c => c.Id);
            Assert.Equal(expected.Take(top).Select(c => c.Id), Written(connections, new() { Sort = key, Top = top }));
            Assert.Equal(expected.Select(c => c.Id), Written(connections, new() { Sort = key }));
        }, iter: 100);

    [Fact]
    public void Without_an_order_the_first_by_number_are_written_and_without_a_number_all_as_they_come()
    {
        ConnectionReport[] connections = [Open(3), Open(1), Open(2)];
        Assert.Equal([1, 2], Written(connections, new() { Top = 2 }));
        Assert.Equal([3, 1, 2], Written(connections, new()));
    }

    [Theory]
    [InlineData("reuse.after_s", new long[] { 2, 1 })]
    [InlineData("reuse.after_s:desc", new long[] { 2, 1 })]
    public void What_is_absent_stands_last(string sort, long[] expected) =>
        Assert.Equal(expected, Written([Open(1), Open(2) with { Reuse = ReusedFromTimeWait }], new() { Sort = sort }));

    [Theory]
    [InlineData("id:up", 4)]
    [InlineData("id,clse.kind", 4)]
    public void An_order_says_where_it_goes_wrong(string sort, int column) =>
        Assert.Equal(column, Assert.Throws<ConditionException>(() => SortOrder.Read(sort, new ReportFields(static _ => null))).Column);

    static long[] Written(IEnumerable<ConnectionReport> connections, SelectionChoice choice)
    {
        var written = new Noted();
        using IReportWriter writer = choice.Ordered(written, static _ => null, null);
        foreach (ConnectionReport connection in connections) { writer.Connection(connection); }
        writer.End(null!);
        return [.. written.Ids];
    }

    sealed class Noted : IReportWriter
    {
        public List<long> Ids { get; } = [];

        public void Connection(in ConnectionReport connection) => Ids.Add(connection.Id);

        public void End(ReportSummary summary)
        {
        }

        public void Dispose()
        {
        }
    }
}
