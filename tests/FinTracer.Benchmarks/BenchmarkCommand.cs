using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks.Growth;
using FinTracer.Benchmarks.Inner;
using FinTracer.Benchmarks.Inputs;
using FinTracer.Benchmarks.Live;
using FinTracer.Benchmarks.SideBySide;

namespace FinTracer.Benchmarks;

/// <summary>The program's command line.</summary>
internal sealed class BenchmarkCommand
{
    const int Failed = 2;

    readonly Option<string[]> _inputs = new("--inputs")
    {
        Description = $"Inputs: {string.Join(", ", Shapes.All.Select(shape => shape.Name))}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["ab"],
    };

    readonly Option<double> _size = new("--size") { Description = "Size of the inputs, as a multiple of the usual.", DefaultValueFactory = _ => 1 };
    readonly Option<int?> _snap = new("--snap") { Description = "Octets kept of each frame, as tcpdump -s does." };
    readonly Option<string> _folder = new("--folder") { Description = "Where inputs and builds are kept from run to run.", DefaultValueFactory = _ => InputFolder.Usual };
    readonly Option<int> _runs = new("--runs") { Description = "Counted rounds; one more warms up.", DefaultValueFactory = _ => 7 };
    readonly Option<string[]> _fintracer = new("--fintracer")
    {
        Description = "A build to run instead of a fresh native publish: PATH or NAME=PATH. Several are compared.",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string[]> _also = new("--also") { Description = "Further builds to publish: jit, r2r.", AllowMultipleArgumentsPerToken = true };
    readonly Option<double[]> _points = new("--points")
    {
        Description = "Lengths of the captures, millions of frames.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 10, 100],
    };

    readonly Option<int> _growthSnap = new("--snap") { Description = "Octets kept of each frame; 0: all.", DefaultValueFactory = _ => 96 };
    readonly Option<bool> _keep = new("--keep") { Description = "Leaves the long captures in the folder." };
    readonly Option<bool> _alone = new("--alone") { Description = "FinTracer and tcpdump only." };

    readonly Option<double> _packetRate = new("--packet-rate") { Description = "Packets a second of the first load.", DefaultValueFactory = _ => 100_000 };
    readonly Option<int> _packetSeconds = new("--packet-seconds") { Description = "How long the first load lasts.", DefaultValueFactory = _ => 60 };
    readonly Option<double> _connectionRate = new("--connection-rate") { Description = "Connections a second of the second load.", DefaultValueFactory = _ => 20_000 };
    readonly Option<int> _connectionSeconds = new("--connection-seconds") { Description = "How long the second load lasts.", DefaultValueFactory = _ => 60 };
    readonly Option<string> _format = new("--format") { Description = "What 'fintracer live' writes.", DefaultValueFactory = _ => "ndjson" };

    /// <summary>Runs the program; returns its exit code.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            return new BenchmarkCommand().Root(output, errors).Parse(arguments)
                .Invoke(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is BenchmarkException or IOException)
        {
            errors.WriteLine($"benchmarks: {e.Message}");
            return Failed;
        }
    }

    RootCommand Root(TextWriter output, TextWriter errors)
    {
        void Talk(string line) => errors.WriteLine($"benchmarks: {line}");

        var make = new Command("make", "Makes the inputs and prints their names.") { _inputs, _size, _snap, _folder };
        make.SetAction(parsed =>
        {
            foreach (Input input in Inputs(parsed, Talk))
            {
                output.WriteLine(input.File);
            }
        });
        var sideBySide = new Command("side-by-side", "Runs FinTracer beside what a user would use instead.") { _inputs, _size, _snap, _folder, _runs, _fintracer, _also, _alone };
        sideBySide.SetAction(parsed =>
        {
            MeasuredRun.Require();
            Input[] inputs = [.. Inputs(parsed, Talk)];
            new SideBySideRun(output, Talk).Run(inputs, Builds(parsed, Talk), !parsed.GetValue(_alone), int.Max(1, parsed.GetValue(_runs)));
        });
        var growth = new Command("growth", "Time and memory for ever longer captures at a constant rate of connections.") { _points, _growthSnap, _folder, _runs, _fintracer, _keep };
        growth.SetAction(parsed =>
        {
            MeasuredRun.Require();
            int snap = parsed.GetValue(_growthSnap);
            new GrowthRun(output, new InputFolder(parsed.GetValue(_folder)!), Talk).Run(
                parsed.GetValue(_points)!, snap > 0 ? snap : null, parsed.GetValue(_keep), Builds(parsed, Talk)[0], int.Max(1, parsed.GetValue(_runs)));
        });
        var inner = new Command("inner", "The inner loops under BenchmarkDotNet: read, decode, look up, track, verdict, and the whole.") { _folder };
        inner.SetAction(parsed => InnerRun.Run(output, Path.Combine(parsed.GetValue(_folder)!, "inner")));
        var live = new Command("live", "Loads on a veth pair under 'fintracer live': packets lost, processor time, memory. Needs root on Linux.") { _folder, _fintracer, _packetRate, _connectionRate, _packetSeconds, _connectionSeconds, _format };
        live.SetAction(parsed => new LiveRun(output, Talk).Run(
            [LiveLoad.Packets(parsed.GetValue(_packetRate), parsed.GetValue(_packetSeconds)), LiveLoad.Connections(parsed.GetValue(_connectionRate), parsed.GetValue(_connectionSeconds))],
            Builds(parsed, Talk)[0], parsed.GetValue(_format)!));
        return new RootCommand("Measures FinTracer.") { make, sideBySide, growth, inner, live };
    }

    IEnumerable<Input> Inputs(ParseResult parsed, Action<string> talk)
    {
        var folder = new InputFolder(parsed.GetValue(_folder)!);
        double size = parsed.GetValue(_size);
        foreach (string name in parsed.GetValue(_inputs)!)
        {
            Shape shape = Shapes.Named(name) ?? throw new BenchmarkException($"{name}: no such input (there are {string.Join(", ", Shapes.All.Select(known => known.Name))})");
            yield return folder.Get(size == 1 ? name : FormattableString.Invariant($"{name}-x{size}"), shape.Description, shape.At(size), parsed.GetValue(_snap), talk);
        }
    }

    IReadOnlyList<FinTracerBuild> Builds(ParseResult parsed, Action<string> talk)
    {
        var builds = new FinTracerBuilds(parsed.GetValue(_folder)!, talk);
        string[] given = parsed.GetValue(_fintracer) ?? [];
        FinTracerBuild[] first = given.Length > 0 ? [.. given.Select(FinTracerBuilds.Given)] : [builds.Native()];
        return
        [
            .. first,
            .. (parsed.GetValue(_also) ?? []).Select(kind => kind switch
            {
                "jit" => builds.Jit(),
                "r2r" => builds.ReadyToRun(),
                _ => throw new BenchmarkException($"--also {kind}: jit or r2r"),
            }),
        ];
    }
}
