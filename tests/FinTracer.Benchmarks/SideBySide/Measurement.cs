using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>All counted runs of one program on one input.</summary>
internal sealed class Measurement(string name)
{
    readonly List<Cost> _runs = [];

    /// <summary>The program's.</summary>
    public string Name => name;

    /// <summary>How many runs count.</summary>
    public int Runs => _runs.Count;

    /// <summary>The first exit code that was not 0; 0 when all were.</summary>
    public int Failure => _runs.Select(run => run.ExitCode).FirstOrDefault(code => code != 0);

    /// <summary>Median of the times, seconds.</summary>
    public double Wall => Median(run => run.Wall.TotalSeconds);

    /// <summary>Least time, seconds.</summary>
    public double Least => _runs.Min(run => run.Wall.TotalSeconds);

    /// <summary>Greatest time, seconds.</summary>
    public double Greatest => _runs.Max(run => run.Wall.TotalSeconds);

    /// <summary>Median of the processor time in user mode, seconds.</summary>
    public double User => Median(run => run.User.TotalSeconds);

    /// <summary>Median of the processor time in the kernel, seconds.</summary>
    public double System => Median(run => run.System.TotalSeconds);

    /// <summary>Median of the processor time in all, seconds: what others do on the machine moves it less than the wall clock.</summary>
    public double Cpu => Median(run => (run.User + run.System).TotalSeconds);

    /// <summary>Median of the peaks, octets.</summary>
    public double Peak => Median(run => run.PeakOctets);

    /// <summary>Adds a run.</summary>
    public void Add(in Cost run) => _runs.Add(run);

    double Median(Func<Cost, double> of)
    {
        double[] values = [.. _runs.Select(of).Order()];
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
