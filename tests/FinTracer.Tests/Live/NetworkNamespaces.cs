using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using FinTracer.Tests.TestKit;
using Microsoft.Win32.SafeHandles;

namespace FinTracer.Tests.Live;

/// <summary>
/// Two hosts on a cable: network namespaces with names of this process, and what runs inside them. In the gate a machine that cannot make them is a failure.
/// </summary>
sealed partial class NetworkNamespaces : IDisposable
{
    const int NetworkNamespace = 0x40000000; // CLONE_NEWNET

    static int s_count;

    readonly string _id = $"{Environment.ProcessId % 100000}x{Interlocked.Increment(ref s_count)}";

    NetworkNamespaces()
    {
        foreach (string host in new[] { Client, Server })
        {
            Ip("netns", "add", host);
            Ip("-n", host, "link", "set", "lo", "up");
        }

        Ip("link", "add", ClientCard, "netns", Client, "type", "veth", "peer", "name", ServerCard, "netns", Server);
        Ip("-n", Client, "address", "add", "10.77.1.1/24", "dev", ClientCard);
        Ip("-n", Server, "address", "add", "10.77.1.2/24", "dev", ServerCard);
        Ip("-n", Client, "link", "set", ClientCard, "up");
        Ip("-n", Server, "link", "set", ServerCard, "up");
    }

    public string Client => "ftc" + _id;

    public string Server => "fts" + _id;

    public string ClientCard => "vc" + _id;

    public string ServerCard => "vs" + _id;

    /// <summary>Makes them, or skips the test where that is not possible.</summary>
    public static NetworkNamespaces Make()
    {
        bool gate = Environment.GetEnvironmentVariable("FINTRACER_CI") == "1";
        Needs.That(gate || (OperatingSystem.IsLinux() && Environment.UserName == "root" && TestKit.Tool.Exists("ip")), "needs root and iproute2 on Linux");
        try
        {
            return new();
        }
        catch (InvalidOperationException e) when (!gate)
        {
            Needs.Missing(e.Message);
            throw;
        }
    }

    /// <summary>Runs an action on a thread inside a namespace: sockets that it makes belong there.</summary>
    public static void Inside(string host, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter(host);
                action();
            }
#pragma warning disable CA1031 // Not swallowed: thrown again on the caller's thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException($"{host}: {failure.Message}", failure);
        }
    }

    /// <summary>Starts a program inside a namespace; the caller has its streams.</summary>
    public static Process Start(string host, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", host, program, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Runs <c>ip</c> with these arguments.</summary>
    public static void Ip(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error.Trim()}");
        }
    }

    public void Dispose()
    {
        foreach (string host in new[] { Client, Server })
        {
            try
            {
                Ip("netns", "delete", host);
            }
            catch (InvalidOperationException)
            {
                // A test may have removed it.
            }
        }
    }

    static void Enter(string host)
    {
        using SafeFileHandle file = File.OpenHandle($"/run/netns/{host}"); // a stream would try to seek in it
        if (SetNamespace(file.DangerousGetHandle().ToInt32(), NetworkNamespace) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
