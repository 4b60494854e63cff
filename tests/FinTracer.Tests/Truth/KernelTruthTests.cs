using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Lab.Truth;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>
/// Every recording of the lab, in every cell and at every vantage, against the kernel's account. What the packets of a vantage cannot show stands in
/// not-on-the-wire.tsv with its argument; a difference that is not listed fails, and so does a row that nothing needs.
/// </summary>
public sealed class KernelTruthTests(ITestOutputHelper output)
{
    [Fact]
    public void Verdicts_agree_with_the_kernel_at_every_vantage()
    {
        var listed = new NotOnTheWire(Path.Combine(AppContext.BaseDirectory, "Truth", "not-on-the-wire.tsv"));
        List<string> unexplained = [];
        int compared = 0, differing = 0;
        foreach (string path in Directory.EnumerateFiles(Repository.Captures, "truth.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            TruthFile truth = TruthFile.Read(path);
            string folder = Path.GetDirectoryName(path)!;
            string cell = Path.GetRelativePath(Path.Combine(Repository.Captures, truth.Scenario), folder);
            foreach ((string vantage, string file) in truth.Captures.Where(_ => truth.Crowd is null))
            {
                compared++;
                var differences = TruthComparison.Compare(truth, vantage, TruthComparison.Trace(Path.Combine(folder, file))).ToList();
                differing += differences.Count > 0 ? 1 : 0;
                unexplained.AddRange(differences.Where(d => !listed.Explains(truth.Scenario, cell, vantage, d.Field, d.Ours))
                    .Select(d => $"{truth.Scenario}\t{cell}\t{vantage}\t{d.Field}\tkernel '{d.Kernel}' here '{d.Ours}'"));
            }
        }

        output.WriteLine($"{compared} recordings compared, {compared - differing} agree in every field, {differing} differ as listed");
        unexplained.AddRange(listed.Unused.Select(row => $"{row}\tlisted, but does not differ"));
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} differences from the kernel:\n{string.Join('\n', unexplained)}");
        Assert.True(compared > 1000, $"only {compared} recordings");
    }
}
