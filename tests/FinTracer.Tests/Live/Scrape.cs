using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FinTracer.Tests.Live;

/// <summary>Asks for metrics as Prometheus does, and has its own tool judge them.</summary>
static class Scrape
{
    /// <summary>The count is taken once a second.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>The whole answer to a GET inside a namespace; empty when nobody answers.</summary>
    public static string Get(string host, int port, string path)
    {
        string answer = "";
        NetworkNamespaces.Inside(host, () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 5000 };
            socket.Connect(IPAddress.Loopback, port);
            _ = socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            socket.Shutdown(SocketShutdown.Send);
            using var all = new MemoryStream();
            var buffer = new byte[65536];
            for (int read = socket.Receive(buffer); read > 0; read = socket.Receive(buffer))
            {
                all.Write(buffer, 0, read);
            }

            answer = Encoding.UTF8.GetString(all.ToArray());
        });
        return answer;
    }

    /// <summary>Waits until a capture has taken in all there was: its count of packets stands still. A signal would not wait so long for what is behind.</summary>
    public static void UntilQuiet(string host, int port)
    {
        var still = Stopwatch.StartNew();
        string before = "";
        LiveProgram.WaitFor(
            () =>
            {
                string now = Get(host, port, "/metrics").Split('\n').Single(line => line.StartsWith("fintracer_packets_total ", StringComparison.Ordinal));
                if (now != before || now.EndsWith(" 0", StringComparison.Ordinal))
                {
                    still.Restart();
                }

                before = now;
                return still.Elapsed > Settled;
            },
            "the end of the packets");
    }

    /// <summary>Exit code and findings of <c>promtool check metrics</c>.</summary>
    public static (int ExitCode, string Findings) Promtool(string text)
    {
        using Process process = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        string findings = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, findings);
    }
}
