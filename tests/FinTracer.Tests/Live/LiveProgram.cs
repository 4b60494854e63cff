using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace FinTracer.Tests.Live;

/// <summary>The program capturing in a namespace; it is there when it says that it captures.</summary>
sealed partial class LiveProgram : IDisposable
{
    const int Interrupt = 2;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly List<string> _errors = [];
    readonly ManualResetEventSlim _captures = new();
    readonly StringBuilder _written = new();
    readonly Task _output;
    readonly Task _reading;

    LiveProgram(Process process, bool readOutput)
    {
        _process = process;
        _reading = Task.Run(ReadErrors);
        _output = readOutput ? Task.Run(ReadOutput) : Task.CompletedTask;
    }

    public int Id => _process.Id;

    /// <summary>Its standard output, when it was not left unread.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>What it has said so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) { return [.. _errors]; }
        }
    }

    /// <summary>What it has written so far to standard output, when that was not left unread.</summary>
    public string Written
    {
        get
        {
            lock (_written) { return _written.ToString(); }
        }
    }

    /// <summary>It has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Its first thread, which captures, waits in the system.</summary>
    public bool Waits => File.ReadAllText($"/proc/{Id}/stat") is var stat && stat[stat.LastIndexOf(')')..].StartsWith(") S", StringComparison.Ordinal);

    /// <summary>Starts it and waits until it captures or ends.</summary>
    public static LiveProgram Start(string host, params string[] arguments) => Start(host, readOutput: true, arguments);

    /// <summary>The same; its output is the caller's to read or to close.</summary>
    public static LiveProgram Start(string host, bool readOutput, params string[] arguments)
    {
        string[] command = CommandLine(arguments);
        return Started(NetworkNamespaces.Start(host, command[0], command[1..]), readOutput);
    }

    /// <summary>What starts it.</summary>
    public static string[] CommandLine(params string[] arguments) => ["dotnet", Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), "live", .. arguments];

    /// <summary>One that has just been started, when it captures or has ended.</summary>
    public static LiveProgram Started(Process process, bool readOutput = true)
    {
        var program = new LiveProgram(process, readOutput);
        program._captures.Wait(Patience);
        return program;
    }

    /// <summary>Sends it SIGINT.</summary>
    public void Signal() => _ = Kill(_process.Id, Interrupt);

    /// <summary>Sends it SIGINT, and waits for its end.</summary>
    public (int ExitCode, string Output) Stop()
    {
        Signal();
        return WaitForEnd();
    }

    /// <summary>Waits for its end.</summary>
    public (int ExitCode, string Output) WaitForEnd()
    {
        if (!_process.WaitForExit(Patience))
        {
            throw new TimeoutException("the program did not end: " + string.Join(" / ", Errors));
        }

        Task.WaitAll(_reading, _output);
        return (_process.ExitCode, Written);
    }

    /// <summary>Waits until a condition holds, which it must within a minute.</summary>
    public static void WaitFor(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience))
        {
            throw new TimeoutException("waited in vain: " + what);
        }
    }

    /// <summary>The records of NDJSON lines.</summary>
    public static List<JsonElement> Records(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The last record of each connection, as a file's analysis would write it, in order.</summary>
    public static string[] FinalLines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.Contains("\"final\":true", StringComparison.Ordinal))
        .Select(line => System.Text.RegularExpressions.Regex.Replace(line, ",\"revision\":[0-9]+,\"final\":true", ""))
        .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _captures.Dispose();
    }

    void ReadOutput()
    {
        char[] piece = new char[1 << 16];
        while (_process.StandardOutput.Read(piece) is > 0 and int length)
        {
            lock (_written) { _written.Append(piece, 0, length); }
        }
    }

    void ReadErrors()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            lock (_errors) { _errors.Add(line); }
            if (line.Contains("capturing on", StringComparison.Ordinal))
            {
                _captures.Set();
            }
        }

        _captures.Set();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
