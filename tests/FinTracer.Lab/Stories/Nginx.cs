using System;
using System.Diagnostics;
using System.IO;
using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Stories;

/// <summary>nginx on a host, answering every request with a few octets.</summary>
internal sealed class Nginx : IDisposable
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
          server {
            listen 80;
            listen [::]:80;
            location / { return 200 "So long, and thanks for all the fish.\n"; }
          }
        }

        """;

    readonly Process _process;
    readonly DirectoryInfo _folder;

    Nginx(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static Nginx Start(NetworkHost host)
    {
        var folder = Directory.CreateTempSubdirectory("fintracer-lab-");
        File.WriteAllText(Path.Combine(folder.FullName, "nginx.conf"), Configuration);
        var nginx = new Nginx(host.Start("nginx", "-p", folder.FullName, "-c", "nginx.conf", "-e", "stderr"), folder);
        var clock = Stopwatch.StartNew();
        while (!Kernel.SocketTable.Read(host).Exists(s => s.State == "LISTEN"))
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(10) || nginx._process.HasExited)
            {
                nginx.Dispose();
                throw new LabException("nginx did not start");
            }

            Pause.For(TimeSpan.FromMilliseconds(10));
        }

        return nginx;
    }

    public void Dispose()
    {
        _ = Libc.Kill(_process.Id, Libc.SignalKill);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
