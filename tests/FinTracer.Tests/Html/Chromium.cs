using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Html;

/// <summary>
/// A headless Chromium with one page, spoken to by its DevTools protocol. Notes whatever the page says on its console, what it throws, what its
/// policy refuses, and every request that is not for the file itself.
/// </summary>
sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars=false", "--remote-debugging-port=0",
    ];

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly Process _process;
    readonly string _profile;
    readonly ClientWebSocket _socket = new();
    readonly CancellationTokenSource _patience = new(Patience);
    string? _session;
    int _lastId;

    Chromium(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>Errors and warnings, exceptions, and refusals of the policy.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses asked for that are no file.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Starts it with an empty page; skips the test where there is none.</summary>
    public static async Task<Chromium> StartAsync(int width = 1280, int height = 900)
    {
        Needs.Programs("chromium");
        string profile = Directory.CreateTempSubdirectory("fintracer-chromium-").FullName;
        var start = new ProcessStartInfo("chromium", [.. Arguments, $"--user-data-dir={profile}", $"--window-size={width},{height}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Split("DevTools listening on ") is [_, var url]) { address.TrySetResult(url); }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Chromium(process, profile);
        await browser._socket.ConnectAsync(new Uri(await address.Task.WaitAsync(Patience)), browser._patience.Token);
        JsonElement target = await browser.SendAsync("Target.createTarget", new { url = "about:blank" });
        JsonElement session = await browser.SendAsync("Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true });
        browser._session = session.GetProperty("sessionId").GetString();
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) { await browser.SendAsync(domain + ".enable"); }
        return browser;
    }

    /// <summary>Opens a file and waits until its scripts have run.</summary>
    public async Task OpenAsync(string path)
    {
        await SendAsync("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        while (await EvaluateAsync("document.readyState === 'complete' && location.protocol === 'file:'") is not { ValueKind: JsonValueKind.True }) { await Task.Delay(20); }
    }

    /// <summary>Light or dark, as a user's system prefers.</summary>
    public Task PreferAsync(string scheme) => SendAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });

    /// <summary>Presses and releases a key in the page.</summary>
    public async Task PressAsync(string key, int code)
    {
        string? text = key == "Enter" ? "\r" : null;
        await SendAsync("Input.dispatchKeyEvent", new { type = "keyDown", key, code = key, windowsVirtualKeyCode = code, text });
        await SendAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code });
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        JsonElement answer = await SendAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out JsonElement thrown), thrown.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>The value as text.</summary>
    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression)).ToString();

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        while ((await EvaluateAsync(expression)).ValueKind != JsonValueKind.True) { await Task.Delay(20, _patience.Token); }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _patience.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    async Task<JsonElement> SendAsync(string method, object? parameters = null)
    {
        int id = ++_lastId;
        string message = JsonSerializer.Serialize(new { id, method, @params = parameters ?? new { }, sessionId = _session }, Options);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, _patience.Token);
        while (true)
        {
            JsonElement answer = await ReceiveAsync();
            if (!answer.TryGetProperty("id", out JsonElement of)) { Note(answer); }
            else if (of.GetInt32() == id)
            {
                return answer.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {answer}");
            }
        }
    }

    static JsonSerializerOptions Options { get; } = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    async Task<JsonElement> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _patience.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        using JsonDocument document = JsonDocument.Parse(message.ToArray());
        return document.RootElement.Clone();
    }

    void Note(JsonElement told)
    {
        JsonElement parameters = told.GetProperty("params");
        switch (told.GetProperty("method").GetString())
        {
            case "Runtime.exceptionThrown" or "Runtime.consoleAPICalled":
                Complaints.Add(parameters.ToString());
                break;
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning":
                Complaints.Add(parameters.ToString());
                break;
            case "Network.requestWillBeSent":
                string url = parameters.GetProperty("request").GetProperty("url").GetString()!;
                if (!url.StartsWith("file:", StringComparison.Ordinal) && url != "about:blank") { Requests.Add(url); }
                break;
        }
    }
}
