using System.Linq;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Tables;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>Which connections the table lists: those with the smallest numbers, whenever they are decided.</summary>
public sealed class ConnectionRowsTests
{
    const int Top = 5;

    [Fact]
    public void Those_with_the_smallest_numbers_are_listed_although_they_are_decided_last()
    {
        var rows = new ConnectionRows(Top, inOrderOfArrival: false, Writing.OneName);
        foreach (long id in new long[] { 30, 12, 44, 21, 50, 3, 60, 1 }) { rows.Add(SampleReports.Open(id)); }

        Assert.Equal(["1", "3", "12", "21", "30"], rows.ToBlock(connections: 8)!.Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void Only_what_cannot_be_listed_any_more_is_left_out_beforehand()
    {
        var rows = new ConnectionRows(Top, inOrderOfArrival: false, Writing.OneName);
        for (long id = 11; id <= 15; id++)
        {
            Assert.True(rows.MayList(SampleReports.Open(1000)), "there is room");
            rows.Add(SampleReports.Open(id));
        }

        Assert.True(rows.MayList(SampleReports.Open(14)));
        Assert.False(rows.MayList(SampleReports.Open(16)));
        rows.Add(SampleReports.Open(1)); // 15 gives way
        Assert.False(rows.MayList(SampleReports.Open(14)));
        Assert.True(rows.MayList(SampleReports.Open(13)));
    }

    [Fact]
    public void In_an_order_of_the_users_the_first_to_come_are_listed()
    {
        var rows = new ConnectionRows(Top, inOrderOfArrival: true, Writing.OneName);
        foreach (long id in new long[] { 9, 2, 8, 1, 7 })
        {
            Assert.True(rows.MayList(SampleReports.Open(id)));
            rows.Add(SampleReports.Open(id));
        }

        Assert.False(rows.MayList(SampleReports.Open(3)));
        rows.Add(SampleReports.Open(3));
        Assert.Equal(["9", "2", "8", "1", "7"], rows.ToBlock(connections: 6)!.Rows.Select(row => row[0].Text));
    }
}
