using System;
using FinTracer.Lab.Linux;
using FinTracer.Tests.Live;

namespace FinTracer.Tests.Truth;

/// <summary><c>fintracer live</c> at a host's card while a story is played there; it ends, and has told all, when it is disposed of.</summary>
sealed class LiveWitness : IDisposable
{
    readonly LiveProgram _program;

    /// <summary>Starts it; it captures when this returns.</summary>
    /// <param name="host">The host.</param>
    /// <param name="file">What it captures is written there too.</param>
    public LiveWitness(NetworkHost host, string file)
    {
        string[] command = LiveProgram.CommandLine("-i", "eth0", "--format", "ndjson", "-w", file);
        _program = LiveProgram.Started(host.Start(command[0], command[1..]));
        File = file;
    }

    /// <summary>The file that it wrote.</summary>
    public string File { get; }

    /// <summary>Exit code and records, once it has ended.</summary>
    public (int ExitCode, string Output)? Told { get; private set; }

    public void Dispose()
    {
        if (Told is null)
        {
            Told = _program.Stop();
            _program.Dispose();
        }
    }
}
