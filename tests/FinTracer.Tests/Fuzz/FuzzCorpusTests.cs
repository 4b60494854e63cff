extern alias fuzz;

using System.Collections.Generic;
using System.IO;
using FinTracer.Tests.Sources;
using fuzz::FinTracer.Fuzz;
using Xunit;

namespace FinTracer.Tests.Fuzz;

/// <summary>
/// The fuzzer's promises on its corpus, on everything that once broke one, and on some thousand fresh mutations of both. afl-fuzz is for long runs; this is
/// for every one.
/// </summary>
public sealed class FuzzCorpusTests
{
    // Runs of each target: a few seconds together. The same ones every time.
    static readonly Dictionary<string, int> Runs = new()
    {
        ["pcap"] = 20_000,
        ["pcapng"] = 20_000,
        ["frame"] = 20_000,
        ["segment"] = 2_000,
        ["report"] = 100,
        ["filter"] = 2_000,
        ["where"] = 5_000,
    };

    public static TheoryData<string> Targets => [.. Runs.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_kept_input_keeps_the_promises(string name)
    {
        IFuzzTarget target = Find(name);
        IReadOnlyList<string> files = Corpus.FilesOf(target);
        Assert.NotEmpty(files);
        Assert.All(files, file => target.Run(File.ReadAllBytes(file)));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Fresh_mutations_keep_the_promises(string name)
    {
        IFuzzTarget target = Find(name);
        var mutations = new Mutations(Corpus.Of(target), seed: 1);
        for (int run = 0; run < Runs[name]; run++)
        {
            byte[] input = mutations.Next();
            try
            {
                target.Run(input);
            }
            catch (System.Exception failure) when (failure is not System.OutOfMemoryException)
            {
                Assert.Fail($"run {run}: {failure}\n{System.Convert.ToHexString(input)}");
            }
        }
    }

    [Fact]
    public void Every_target_is_run() => Assert.Equal(FuzzTargets.All.Count, Runs.Count);

    static IFuzzTarget Find(string name)
    {
        if (name == "filter") { Libpcap.SkipUnlessInstalled(); }
        return FuzzTargets.Find(name);
    }
}
