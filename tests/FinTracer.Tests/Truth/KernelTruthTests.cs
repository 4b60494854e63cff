using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>
/// Every recording of the lab, in every cell and at every vantage, against the kernel's account. What the packets of a vantage cannot show stands in
/// not-on-the-wire.tsv with its argument; a difference that is not listed fails, and so do a row that a cell or vantage does not need, and a cause that differs
/// and is called certain.
/// </summary>
public sealed class KernelTruthTests(ITestOutputHelper output)
{
    public static TheoryData<string> Stories => [.. Recording.Stories];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Verdicts_agree_with_the_kernel_in_every_cell_at_every_vantage(string story)
    {
        NotOnTheWire listed = NotOnTheWire.Of(story);
        List<string> unexplained = [];
        List<(string Cell, string Vantage)> compared = [];
        int resets = 0, named = 0;
        foreach (Recording recording in Recording.Of(story))
        {
            foreach (string vantage in recording.Reports.Keys)
            {
                compared.Add((recording.Cell, vantage));
                var comparison = new TruthComparison(recording, vantage);
                unexplained.AddRange(comparison.Compare().Where(d => !listed.Explains(recording.Cell, vantage, d) || d.IsClaimed)
                    .Select(d => $"{story}\t{recording.Cell}\t{vantage}\t{d.Field}\tkernel '{d.Kernel}', here '{d.Ours}'{(d.IsClaimed ? ", and certain" : "")}"));
                resets += comparison.Reasons.Resets;
                named += comparison.Reasons.Named;
            }
        }

        output.WriteLine($"{compared.Count} recordings; the kernel's reason is named for {named} of {resets} resets");
        unexplained.AddRange(listed.Unused(compared).Select(row => $"{row}\tlisted, but does not differ"));
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} differences from the kernel:\n{string.Join('\n', unexplained)}");
        Assert.True(compared.Count >= 3, $"only {compared.Count} recordings");
    }

    /// <summary>A reason that FinTracer names is held to the kernel's in the comparison; one that it leaves open is listed with the argument.</summary>
    [Fact]
    public void Reasons_of_the_kernel_that_are_left_open_are_those_listed()
    {
        SortedSet<string> open = new(StringComparer.Ordinal);
        foreach (Recording recording in Recording.Stories.SelectMany(Recording.Of))
        {
            foreach (string vantage in recording.Reports.Keys)
            {
                var comparison = new TruthComparison(recording, vantage);
                _ = comparison.Compare().Count();
                open.UnionWith(comparison.ReasonsLeftOpen);
            }
        }

        Assert.Equal(ReasonsLeftOpen.Rows.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public void Every_listed_story_is_recorded()
    {
        Assert.Empty(NotOnTheWire.Stories.Except(Recording.Stories, StringComparer.Ordinal));
        Assert.True(Recording.Stories.Count() >= 80, "stories are missing from captures/");
    }

    /// <summary>FINTRACER_TRUTH_TABLE names a file to write the table to.</summary>
    [Fact]
    public void The_table_has_a_row_for_every_story_at_every_vantage()
    {
        Recording[] recordings = [.. Recording.Stories.Select(s => Recording.Of(s).First())];

        string table = VerdictTable.Of(recordings);

        foreach (Recording recording in recordings)
        {
            Assert.All(recording.Reports.Keys, v => Assert.Contains($"\n| {recording.Truth.Scenario} | {v} |", table, StringComparison.Ordinal));
        }

        if (Environment.GetEnvironmentVariable("FINTRACER_TRUTH_TABLE") is { Length: > 0 } path)
        {
            File.WriteAllText(path, table);
            output.WriteLine($"the table is in {path}");
        }
    }
}
