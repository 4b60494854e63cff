using System;
using System.Linq;
using System.Reflection;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Tests;

/// <summary>A flow that serves again must not remember whom it served, nor serve while somebody may still take it for the one it was.</summary>
public sealed class FlowPoolTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flow_comes_back_as_it_was_made(bool watched)
    {
        var pool = new FlowPool(watched);
        Flow flow = pool.Take();
        Assert.Equal(watched, flow.Watch is not null);
        Fill(flow);
        if (flow.Watch is { } watch) { Fill(watch); }
        pool.Return(flow);
        pool.Release();
        Flow again = pool.Take();
        Assert.Same(flow, again);
        Flow made = new FlowPool(watched).Take();
        (again.Number, made.Number) = (0, 0);
        made.Slot = again.Slot; // one that has left has none
        made.Listed = true; // its place among those at hand is kept, whomever it serves
        Assert.Equal(Values(made), Values(again));
        Assert.Equal(made.Watch is { } fresh ? Values(fresh) : [], again.Watch is { } kept ? Values(kept) : []);
        Assert.Equal(-1, again.Slot);
    }

    [Fact]
    public void It_serves_again_only_when_all_lists_have_been_looked_through_and_with_a_number_of_its_own()
    {
        var pool = new FlowPool(watched: false);
        Flow one = pool.Take();
        long number = one.Number;
        pool.Return(one);
        Assert.Equal(0, one.Number);
        Flow two = pool.Take();
        Assert.NotSame(one, two);
        pool.Release();
        Assert.Same(one, pool.Take());
        Assert.Equal(3, new[] { number, two.Number, one.Number }.Distinct().Count());
    }

    [Fact]
    public void A_table_that_shrinks_does_not_keep_them_all()
    {
        var pool = new FlowPool(watched: false);
        Flow[] flows = [.. Enumerable.Range(0, 50_000).Select(_ => pool.Take())];
        foreach (Flow flow in flows) { pool.Return(flow); }
        pool.Release();
        Flow[] again = [.. Enumerable.Range(0, 50_000).Select(_ => pool.Take())];
        Assert.InRange(again.Intersect(flows).Count(), 1, 20_000);
    }

    static void Fill(object filled)
    {
        foreach (FieldInfo field in FieldsOf(filled))
        {
            field.SetValue(filled, field.FieldType switch
            {
                var type when type == typeof(bool) => true,
                var type when type == typeof(int) => 7,
                var type when type == typeof(long) => 7L,
                var type when type == typeof(ConnectionTrack) => new ConnectionTrack(new TrackingOptions()),
                var type when type == typeof(TrackLogs) => new TrackLogs(new ConnectionTrack(new TrackingOptions())),
                var type when type == typeof(CensusFacts) => new CensusFacts(ConnectionStage.Closing, true, true, 7, 7),
                var type when type == typeof(FlowWatch) => field.GetValue(filled),
                var type => throw new NotSupportedException($"{field.Name} is a {type}"),
            });
        }
    }

    static string[] Values(object of) =>
        [.. FieldsOf(of).Where(field => field.FieldType != typeof(FlowWatch)).Select(field => $"{field.Name} {field.GetValue(of)}")];

    static FieldInfo[] FieldsOf(object of) => of.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
