using System;
using System.Diagnostics;
using System.Threading;
using FinTracer.Benchmarks.Inputs;

namespace FinTracer.Benchmarks.Live;

/// <summary>Plays a load on a thread of its own, which lives in the sending namespace.</summary>
internal sealed class LoadOnLine : IDisposable
{
    readonly ManualResetEventSlim _ended = new();
    readonly long _from = Stopwatch.GetTimestamp();
    readonly Thread _thread;
    InputCounts? _counts;
    Exception? _failure;

    /// <summary>Begins.</summary>
    public LoadOnLine(Cable cable, Traffic traffic)
    {
        _thread = new Thread(() => Play(cable, traffic)) { IsBackground = true, Name = "sender" };
        _thread.Start();
    }

    /// <summary>What was sent; after its end.</summary>
    public InputCounts Counts => _counts ?? throw new BenchmarkException($"the sender failed: {_failure?.Message}");

    /// <summary>From the first packet to the last; after its end.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Waits until so long has passed since the beginning, or all is sent.</summary>
    public void WaitFor(TimeSpan time)
    {
        TimeSpan left = time - Stopwatch.GetElapsedTime(_from);
        if (left > TimeSpan.Zero)
        {
            _ended.Wait(left);
        }
    }

    /// <summary>Waits until all is sent.</summary>
    public void WaitForEnd() => _ended.Wait();

    public void Dispose()
    {
        _thread.Join();
        _ended.Dispose();
    }

    void Play(Cable cable, Traffic traffic)
    {
        try
        {
            using var sender = new PacketSender(cable);
            InputCounts counts = new TrafficPlayer(traffic, sender).Play();
            sender.Flush();
            Took = sender.Elapsed;
            _counts = counts;
        }
#pragma warning disable CA1031 // Not swallowed: told to who asks for the counts.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }
        finally
        {
            _ended.Set();
        }
    }
}
