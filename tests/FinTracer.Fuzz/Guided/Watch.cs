using System;
using System.Diagnostics;
using System.Threading;

namespace FinTracer.Fuzz.Guided;

/// <summary>Ends the process when one input takes too long: what loops for ever cannot be stopped otherwise. The input is kept before.</summary>
sealed class Watch : IDisposable
{
    // The machine may be busy with other things.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    readonly Timer _timer;
    readonly Action<byte[]> _keep;
    byte[]? _input;
    long _since;

    public Watch(Action<byte[]> keep)
    {
        _keep = keep;
        _timer = new Timer(_ => Look(), null, 1000, 1000);
    }

    /// <summary>The greatest time that an input took, in milliseconds.</summary>
    public double SlowestMs { get; private set; }

    public void Begin(byte[] input)
    {
        _since = Stopwatch.GetTimestamp();
        Volatile.Write(ref _input, input);
    }

    public void End()
    {
        Volatile.Write(ref _input, null);
        SlowestMs = Math.Max(SlowestMs, Stopwatch.GetElapsedTime(_since).TotalMilliseconds);
    }

    public void Dispose() => _timer.Dispose();

    void Look()
    {
        if (Volatile.Read(ref _input) is not { } input || Stopwatch.GetElapsedTime(_since) < Longest) { return; }
        _keep(input);
        Environment.Exit(1);
    }
}
