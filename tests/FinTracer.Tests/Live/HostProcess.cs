using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Live;

/// <summary>Programs of the machine that run inside the namespaces.</summary>
sealed class HostProcess : IDisposable
{
    const string Configuration = """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr crit;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server { listen 80; location / { return 200 "hello\n"; } }
        }

        """;

    readonly Process _process;

    HostProcess(Process process) => _process = process;

    /// <summary>nginx on the server's port 80; it listens when this returns.</summary>
    public static HostProcess Nginx(NetworkNamespaces hosts, TemporaryFolder folder)
    {
        string home = folder.Of("nginx");
        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, "nginx.conf"), Configuration);
        var process = new HostProcess(NetworkNamespaces.Start(hosts.Server, "nginx", "-p", home, "-c", "nginx.conf", "-e", "stderr"));
        LiveProgram.WaitFor(() => Answers(hosts), "nginx");
        return process;
    }

    /// <summary>ab from the client, to its end.</summary>
    public static void Ab(NetworkNamespaces hosts, int requests, int atOnce)
    {
        using Process ab = NetworkNamespaces.Start(
            hosts.Client, "ab", "-q", "-n", requests.ToString(CultureInfo.InvariantCulture), "-c", atOnce.ToString(CultureInfo.InvariantCulture), "http://10.77.1.2/");
        string output = ab.StandardOutput.ReadToEnd();
        ab.WaitForExit();
        Assert.True(ab.ExitCode == 0, output);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Asks on loopback, which no capture of these tests sees.</summary>
    static bool Answers(NetworkNamespaces hosts)
    {
        bool answers = false;
        NetworkNamespaces.Inside(hosts.Server, () =>
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(IPAddress.Loopback, 80);
                answers = true;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        });
        return answers;
    }
}
