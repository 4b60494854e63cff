using System.IO;
using System.Linq;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FinTracer.Benchmarks.Inner;

/// <summary>The inner loops under BenchmarkDotNet, octets allocated included.</summary>
internal static class InnerRun
{
    /// <summary>Measures and prints a table for each class; details go to <paramref name="folder"/>.</summary>
    public static void Run(TextWriter output, string folder)
    {
        // In this process: no project is generated and built, and the code measured is the code here.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
            .AddLogger(new StreamLogger(Path.Combine(Directory.CreateDirectory(folder).FullName, "inner.log")))
            .WithArtifactsPath(folder);
        foreach (var summary in new[] { typeof(FrameBenchmarks), typeof(ConnectionBenchmarks) }.Select(type => BenchmarkRunner.Run(type, config)))
        {
            var table = new AccumulationLogger();
            MarkdownExporter.GitHub.ExportToLog(summary, table);
            output.WriteLine(table.GetLog());
        }
    }
}
