using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace FinTracer.Commands;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks for the report of what has been read so far, the second ends the program at once.
/// </summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly PosixSignalRegistration _interrupt;
    readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The user asks for the end without a signal.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Takes the signals no more.</summary>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested) { Environment.Exit(ExitCode.Interrupted); }
        _stop.Cancel();
    }
}
