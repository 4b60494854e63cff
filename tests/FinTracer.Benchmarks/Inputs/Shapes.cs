using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>The inputs that can be made.</summary>
internal static class Shapes
{
    /// <summary>Ports of a Linux client, 32768 to 60999.</summary>
    public const int EphemeralPorts = 28_232;

    /// <summary>Connections a second of the <c>ab</c> shape.</summary>
    public const double AbConnectionsPerSecond = 100_000 / 5.6;

    const ushort FirstEphemeralPort = 32_768;
    const uint Client = 0x0A00_0001; // 10.0.0.1
    const uint Server = 0x0A00_0002; // 10.0.0.2

    static readonly Script[] AbScripts = MakeAbScripts();

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("ab", "ab -c 50 at 18,000 connections/s: 100,000 short connections over 28,232 reused four-tuples in 5.6 s; a twentieth each client first, client abort, FIN repeated, late data answered by RST", size => Ab(Scaled(100_000, size))),
        new("small", "frames of 64 octets only: 10,000 connections of 207 frames, 200 at a time", size => Small(Scaled(10_000, size))),
        new("bulk", "8 long downloads, full segments, an ACK for every second", size => Bulk(Scaled(17_000, size))),
        new("half-open", "200,000 SYNs from as many addresses, each answered twice, and 60,000 connections never closed", size => HalfOpen(Scaled(260_000, size))),
    ];

    /// <summary>Frames of an average connection of the <c>ab</c> shape.</summary>
    public static double AbFramesPerConnection { get; } = AbScripts.Average(script => script.Frames);

    /// <summary>Octets kept of an average frame of the <c>ab</c> shape, at most.</summary>
    public static double AbOctetsPerFrame(int? snapLength) => AbScripts.Average(script => script.Opening.Average(step => Math.Min(FrameBytes.MaxHeaderLength + step.Length, snapLength ?? int.MaxValue)));

    /// <summary>The shape of that name; null when there is none.</summary>
    public static Shape? Named(string name) => All.FirstOrDefault(shape => shape.Name == name);

    /// <summary>The <c>ab</c> shape at its rate, of any length.</summary>
    public static Traffic Ab(long connections) => new()
    {
        Connections = connections,
        Interleaved = 50,
        FrameGapNs = (long)(1e9 / AbConnectionsPerSecond / AbFramesPerConnection),
        Tuple = n => new FlowTuple(Client, (ushort)(FirstEphemeralPort + (n % EphemeralPorts)), Server, 80),
        Script = n => AbScripts[n % AbScripts.Length],
    };

    /// <summary>The connections of the <c>ab</c> shape at another rate, each with a four-tuple of its own: all that closed are remembered side by side.</summary>
    public static Traffic Crowd(long connections, double connectionsPerSecond) => Ab(connections) with
    {
        Interleaved = 200,
        FrameGapNs = (long)(1e9 / connectionsPerSecond / AbFramesPerConnection),
        Tuple = n => new FlowTuple(Client + 256 + (uint)(n / EphemeralPorts), (ushort)(FirstEphemeralPort + (n % EphemeralPorts)), Server, 80),
    };

    static Traffic Small(long connections)
    {
        Script chat = Scripts.Chat(100);
        return new()
        {
            Connections = connections,
            Interleaved = 200,
            FrameGapNs = 2_000,
            Timestamps = false,
            LeastFrameLength = 64,
            Tuple = n => new FlowTuple(Client, (ushort)(FirstEphemeralPort + (n % EphemeralPorts)), Server + (uint)(n / EphemeralPorts), 6379),
            Script = _ => chat,
        };
    }

    static Traffic Bulk(long rounds)
    {
        Script download = Scripts.Download((int)Math.Min(rounds, int.MaxValue));
        return new()
        {
            Connections = 8,
            Interleaved = 8,
            FrameGapNs = 3_000,
            Tuple = n => new FlowTuple(Client + 256 + (uint)n, FirstEphemeralPort, Server, 443),
            Script = _ => download,
        };
    }

    static Traffic HalfOpen(long connections) => new()
    {
        Connections = connections,
        Interleaved = 1_000,
        FrameGapNs = 20_000,
        LateNs = 1_000_000_000,
        Tuple = n => n % 13 < 3
            ? new FlowTuple(Client + 512 + (uint)(n / EphemeralPorts), (ushort)(FirstEphemeralPort + (n % EphemeralPorts)), Server, 80)
            : new FlowTuple(0x0B00_0000 + (uint)(n * 7919 % 0x0080_0000), (ushort)(1024 + (n * 31 % 60_000)), Server, 80),
        Script = n => n % 13 < 3 ? Scripts.NeverClosed : Scripts.Flood,
    };

    /// <summary>Twenty scripts in turn, four of them odd.</summary>
    static Script[] MakeAbScripts()
    {
        Script[] scripts = [.. Enumerable.Repeat(Scripts.ServerFirst, 20)];
        (scripts[2], scripts[7], scripts[12], scripts[17]) = (Scripts.ClientFirst, Scripts.ClientAbort, Scripts.FinRepeated, Scripts.LateData);
        return scripts;
    }

    static long Scaled(long count, double size) => Math.Max(1, (long)(count * size));
}
