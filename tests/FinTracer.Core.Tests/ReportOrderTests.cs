using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace FinTracer.Tests;

/// <summary>However near or far their numbers lie, and however often it has served before.</summary>
public sealed class ReportOrderTests
{
    [Fact]
    public void Gives_reports_by_number()
    {
        var order = new ReportOrder();
        var ids = Gen.OneOf(Gen.Long[1, 40], Gen.Long[1, 2000], Gen.Long[1_000_000_000_000, 1_000_000_000_100], Gen.Long[1, 1L << 60]);
        Gen.Select(ids.Array[0, 60], Gen.Int[1, 8]).Sample((drawn, lists) =>
        {
            long[] once = [.. drawn.Distinct()];
            order.Clear();
            Dictionary<(int, int), long> numbers = [];
            for (int i = 0; i < once.Length; i++)
            {
                numbers[(i % lists, i / lists)] = once[i];
                order.Add(once[i], i % lists, i / lists);
            }

            Assert.Equal(once.Order(), order.Sort().ToArray().Select(report => numbers[report]));
        }, iter: 5_000, threads: 1);
    }
}
