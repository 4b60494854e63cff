using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FinTracer.Live;

/// <summary>
/// Answers GET /metrics. As little of HTTP/1.1 as a scraper needs: a request's first line decides, one answer a connection, and who says nothing is hung up on.
/// It can be asked by many at once, but serves them one after the other.
/// </summary>
sealed class MetricsEndpoint : IDisposable
{
    const int MaxRequestOctets = 8192;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly TcpListener _listener;
    readonly Func<string> _text;
    readonly CancellationTokenSource _stop = new();

    /// <summary>Listens at once; <paramref name="text"/> is asked for each scrape.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public MetricsEndpoint(IPEndPoint address, Func<string> text)
    {
        _text = text;
        _listener = new TcpListener(address);
        _listener.Start(backlog: 16);
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _listener.LocalEndpoint;

    /// <summary>Begins to answer, on threads of its own.</summary>
    public void Start() => _ = Task.Run(ServeAsync);

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                limit.CancelAfter(Patience);
                await AnswerAsync(client.GetStream(), limit.Token).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Who asked has gone or was too slow; the next one is served.
            }
        }
    }

    async Task AnswerAsync(NetworkStream stream, CancellationToken limit)
    {
        string? request = await ReadRequestAsync(stream, limit).ConfigureAwait(false);
        string[] words = request?.Split(' ') ?? [];
        (string status, string type, string body) = words switch
        {
            ["GET" or "HEAD", "/metrics", _] => ("200 OK", PrometheusText.ContentType, _text()),
            ["GET" or "HEAD", _, _] => ("404 Not Found", "text/plain", "metrics are at /metrics\n"),
            [_, _, _] => ("405 Method Not Allowed", "text/plain", "GET only\n"),
            _ => ("400 Bad Request", "text/plain", "this is no HTTP request\n"),
        };
        byte[] content = Encoding.UTF8.GetBytes(body);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(head, limit).ConfigureAwait(false);
        if (words is not ["HEAD", ..])
        {
            await stream.WriteAsync(content, limit).ConfigureAwait(false);
        }

        // The scraper knows the length and closes first: so the TIME-WAIT is its own, and no RST of ours overtakes the answer.
        _ = await stream.ReadAsync(new byte[1], limit).ConfigureAwait(false);
    }

    /// <summary>The first line of a request that came whole; null when it did not.</summary>
    static async Task<string?> ReadRequestAsync(NetworkStream stream, CancellationToken limit)
    {
        var buffer = new byte[MaxRequestOctets];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), limit).ConfigureAwait(false);
            length += read;
            string text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return text[..text.IndexOf("\r\n", StringComparison.Ordinal)];
            }

            if (read == 0)
            {
                return null;
            }
        }

        return null;
    }
}
