using System;
using System.Collections.Generic;
using FinTracer.Lab.Kernel;
using FinTracer.Lab.Linux;
using FinTracer.Lab.Middle;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Stories;

/// <summary>What a story plays with: two hosts, the path between them, and the clock.</summary>
public sealed class Stage
{
    /// <summary>The port that servers listen on.</summary>
    public const int ServerPort = 80;

    /// <summary>The client's first port; every further connection takes the next one.</summary>
    public const int FirstClientPort = 40001;

    /// <summary>No segment for so long means that a step of the story is over; longer than the delayed ACK (40 ms).</summary>
    static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(120);

    readonly List<TcpSocket> _sockets = [];
    readonly List<int> _clientPorts = [];
    readonly List<SnapshotTruth> _snapshots = [];
    int _nextPort = FirstClientPort;
    TcpSocket? _listener;

    internal Stage(NetworkHost client, NetworkHost server, Router middle)
    {
        Client = client;
        Server = server;
        Middle = middle;
    }

    public NetworkHost Client { get; }

    public NetworkHost Server { get; }

    public Router Middle { get; }

    /// <summary>What a big story counts.</summary>
    public Crowd Crowd { get; } = new();

    /// <summary>The client port of each connection, in the order in which they began.</summary>
    internal IReadOnlyList<int> ClientPorts => _clientPorts;

    internal IReadOnlyList<SnapshotTruth> Snapshots => _snapshots;

    /// <summary>The server's listening socket.</summary>
    public TcpSocket Listener => _listener ??= Keep(TcpSocket.Create(Server).Bind(ServerPort, reuse: true).Listen(128));

    /// <summary>Listens with a short accept queue: the kernel holds one connection more than <paramref name="backlog"/> that nobody has accepted.</summary>
    public void ListenWithQueue(int backlog) => _ = Listener.Listen(backlog);

    /// <summary>A client socket that has not connected yet, bound to the next port or to one that is named.</summary>
    public TcpSocket NewClient(int port = 0, bool reuse = false) =>
        Keep(TcpSocket.Create(Client).Bind(port == 0 ? _nextPort++ : port, reuse));

    /// <summary>A client socket whose port the kernel is to choose as it connects.</summary>
    public TcpSocket NewClientOfAnyPort() => Keep(TcpSocket.Create(Client));

    /// <summary>Counts a connection that the story forges, for which there is no client socket.</summary>
    public void CountForged(int clientPort) => _clientPorts.Add(clientPort);

    /// <summary>Connects a client socket; the name of the error or null.</summary>
    public string? TryConnect(TcpSocket client, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        string? error = client.TryConnect(Server.Address.Address, ServerPort, patience);
        if (error != "EADDRNOTAVAIL")
        {
            _clientPorts.Add(client.Port);
        }

        return error;
    }

    /// <summary>Opens a connection from the next client port, or from one that is named.</summary>
    public Pair Open(int port = 0, bool reuse = false)
    {
        return Open(NewClient(port, reuse));
    }

    /// <summary>Opens a connection with a client socket that the story has prepared.</summary>
    public Pair Open(TcpSocket client)
    {
        var listener = Listener;
        TryConnect(client).MustBe(null);
        return new Pair(client, Keep(listener.Accept()), client.Port);
    }

    /// <summary>The server's end of a connection that a client has opened by itself.</summary>
    public TcpSocket Accept() => Keep(Listener.Accept());

    /// <summary>Lets time pass.</summary>
    public static void Wait(int milliseconds) => Pause.For(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Adds a rule to a host's packet filter.</summary>
    public static void Filter(NetworkHost host, params string[] rule)
    {
        ArgumentNullException.ThrowIfNull(host);
        _ = host.Run(host.Address.Family == 6 ? "ip6tables" : "iptables", rule);
    }

    /// <summary>Waits until the wire is quiet.</summary>
    public void Quiet() => Middle.AwaitQuiet(s_quiet);

    /// <summary>Notes the sockets of both hosts at this moment.</summary>
    public void Snapshot(string label)
    {
        long now = Libc.Nanoseconds(Libc.ClockRealtime);
        _snapshots.Add(new(label, now, SocketTable.Read(Client), SocketTable.Read(Server)));
    }

    /// <summary>Notes how many TIME_WAITs each host holds at this moment.</summary>
    public void CountTimeWait() =>
        Crowd.Held.Add(new(Libc.Nanoseconds(Libc.ClockRealtime), SocketTable.CountTimeWait(Client), SocketTable.CountTimeWait(Server)));

    /// <summary>Runs a load generator at the client to its end, and counts TIME_WAITs meanwhile.</summary>
    public void Load(string tool, params string[] arguments)
    {
        Crowd.Load = $"{tool} {string.Join(' ', arguments)}";
        using var process = Client.Start(tool, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(250)))
        {
            CountTimeWait();
        }

        _ = output.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
        {
            throw new LabException($"{Crowd.Load}: {errors.GetAwaiter().GetResult().Trim()}");
        }
    }

    internal void CloseAll() => _sockets.ForEach(s => s.Close());

    TcpSocket Keep(TcpSocket socket)
    {
        _sockets.Add(socket);
        return socket;
    }
}
