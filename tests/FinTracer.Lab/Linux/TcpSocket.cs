using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading;

namespace FinTracer.Lab.Linux;

/// <summary>A TCP socket of one of the hosts, one method for each system call a story uses. Calls that wait give up after 10 s.</summary>
public sealed class TcpSocket : IDisposable
{
    const int Stream = 1;
    const int Tcp = 6;
    const int SocketLevel = 1;
    const int ReuseAddress = 2;
    const int KeepAliveOption = 9;
    const int LingerOption = 13;
    const int ReceiveTimeout = 20;
    const int SendTimeout = 21;
    const int KeepIdle = 4;
    const int KeepInterval = 5;
    const int KeepCount = 6;
    const int TcpInformation = 11;
    const int QuickAckOption = 12;
    const int UserTimeoutOption = 18;
    const int RepairOption = 19;
    const int NoSignal = 0x4000;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    static readonly string[] s_states =
    [
        "?", "ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN",
        "CLOSING",
    ];

    readonly NetworkHost _host;
    int _descriptor;

    TcpSocket(NetworkHost host, int descriptor)
    {
        _host = host;
        _descriptor = descriptor;
        SetTimeout(ReceiveTimeout, s_patience);
        SetTimeout(SendTimeout, s_patience);
    }

    /// <summary>The host the socket belongs to.</summary>
    public Side Side => _host.Side;

    /// <summary>The socket's own port.</summary>
    public int Port
    {
        get
        {
            Span<byte> address = stackalloc byte[RawAddress.Longest];
            int length = address.Length;
            Check(Libc.GetSocketName(_descriptor, address, ref length), "getsockname");
            return RawAddress.PortOf(address);
        }
    }

    /// <summary>The state the kernel reports for this socket, by its name in RFC 9293.</summary>
    public string State
    {
        get
        {
            Span<byte> information = stackalloc byte[8];
            int length = information.Length;
            Check(Libc.GetSocketOption(_descriptor, Tcp, TcpInformation, information, ref length), "TCP_INFO");
            return StateName(information[0]);
        }
    }

    /// <summary>The RFC 9293 name of a state's number in the kernel.</summary>
    internal static string StateName(byte state) => state < s_states.Length ? s_states[state] : "SYN-RECEIVED";

    internal static TcpSocket Create(NetworkHost host) => host.Do(() =>
    {
        int family = host.Address.Family == 6 ? RawAddress.Family6 : RawAddress.Family4;
        int descriptor = Libc.Socket(family, Stream | Libc.CloseOnExec, Tcp);
        return descriptor >= 0 ? new TcpSocket(host, descriptor) : throw Libc.Failure("socket");
    });

    /// <summary>Binds to the host's own address; port 0 lets the kernel choose.</summary>
    internal TcpSocket Bind(int port, bool reuse = false)
    {
        if (reuse)
        {
            SetOption(SocketLevel, ReuseAddress, 1);
        }

        byte[] address = RawAddress.Of(_host.Address.Address, port);
        Check(Libc.Bind(_descriptor, address, address.Length), $"bind to port {port}");
        return this;
    }

    internal TcpSocket Listen(int backlog)
    {
        Check(Libc.Listen(_descriptor, backlog), "listen");
        return this;
    }

    /// <summary>Waits for the next connection of a listening socket.</summary>
    public TcpSocket Accept()
    {
        Span<byte> address = stackalloc byte[RawAddress.Longest];
        int length = address.Length;
        int descriptor;
        do
        {
            descriptor = Libc.Accept(_descriptor, address, ref length, Libc.CloseOnExec);
        }
        while (descriptor < 0 && IsInterrupted);

        return descriptor >= 0 ? new TcpSocket(_host, descriptor) : throw Libc.Failure("accept");
    }

    /// <summary>Connects; the name of the error (ECONNREFUSED, ...) or null when it worked.</summary>
    internal string? TryConnect(IPAddress to, int port, TimeSpan? patience = null)
    {
        SetTimeout(SendTimeout, patience ?? s_patience);
        byte[] address = RawAddress.Of(to, port);
        string? error;
        do
        {
            error = Libc.Connect(_descriptor, address, address.Length) == 0 ? null : ErrorName(Marshal.GetLastPInvokeError());
        }
        while (error is "EINTR" or "EALREADY");

        error = error == "EISCONN" ? null : error;
        SetTimeout(SendTimeout, s_patience);
        return error;
    }

    /// <summary>Writes so many octets with one send(2).</summary>
    public void Send(int octets)
    {
        if (TrySend(octets) is { } error)
        {
            throw new LabException($"{Side.Word}: send: {error}");
        }
    }

    /// <summary>Writes so many octets with one send(2); the name of the error (EPIPE, ECONNRESET), or null when it worked.</summary>
    public string? TrySend(int octets)
    {
        var data = new byte[octets];
        Array.Fill(data, (byte)'.');
        return Libc.Send(_descriptor, data, octets, NoSignal) == octets ? null : ErrorName(Marshal.GetLastPInvokeError());
    }

    /// <summary>Reads exactly so many octets.</summary>
    public void Receive(int octets)
    {
        var buffer = new byte[octets];
        for (int have = 0; have < octets;)
        {
            nint count = Read(buffer.AsSpan(0, octets - have));
            have += count > 0 ? (int)count : throw new LabException(count == 0
                ? $"{Side.Word}: the stream ended after {have} of {octets} octets"
                : $"{Side.Word}: recv: {ErrorName(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>Reads until the peer's FIN (null) or an error (its name).</summary>
    public string? ReceiveToEnd()
    {
        Span<byte> buffer = stackalloc byte[4096];
        nint count;
        do
        {
            count = Read(buffer);
        }
        while (count > 0);

        return count == 0 ? null : ErrorName(Marshal.GetLastPInvokeError());
    }

    /// <summary>Sends the FIN but goes on reading: shutdown(SHUT_WR).</summary>
    public void EndSending() => Check(Libc.Shutdown(_descriptor, 1), "shutdown");

    /// <summary>Gives up reading without a packet: shutdown(SHUT_RD).</summary>
    public void EndReceiving() => Check(Libc.Shutdown(_descriptor, 0), "shutdown");

    /// <summary>Gives the socket back: close(2). What goes on the wire depends on what is unread and on SO_LINGER.</summary>
    public void Close()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>close(2) with SO_LINGER 0: an abort.</summary>
    public void Abort()
    {
        Span<byte> linger = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(linger, 1);
        BinaryPrimitives.WriteInt32LittleEndian(linger[4..], 0);
        Check(Libc.SetSocketOption(_descriptor, SocketLevel, LingerOption, linger, linger.Length), "SO_LINGER");
        Close();
    }

    /// <summary>Turns keep-alive probes on.</summary>
    public void KeepAlive(int idleSeconds, int intervalSeconds, int probes)
    {
        SetOption(SocketLevel, KeepAliveOption, 1);
        SetOption(Tcp, KeepIdle, idleSeconds);
        SetOption(Tcp, KeepInterval, intervalSeconds);
        SetOption(Tcp, KeepCount, probes);
    }

    /// <summary>TCP_USER_TIMEOUT: how long unacknowledged data may wait.</summary>
    public void UserTimeout(int milliseconds) => SetOption(Tcp, UserTimeoutOption, milliseconds);

    /// <summary>TCP_LINGER2: how long an orphan may wait in FIN_WAIT_2; negative: not at all.</summary>
    public void FinWait2Timeout(int seconds) => SetOption(Tcp, 8, seconds);

    /// <summary>Drops the socket without a word to the peer, as a host does that loses power (TCP_REPAIR).</summary>
    public void Forget()
    {
        SetOption(Tcp, RepairOption, 1);
        Close();
    }

    /// <summary>Chooses the initial sequence number of a socket that has not connected yet (TCP_REPAIR, TCP_QUEUE_SEQ).</summary>
    public void StartAt(uint initialSequence)
    {
        const int queue = 20;
        const int sendQueue = 2;
        const int queueSequence = 21;
        SetOption(Tcp, RepairOption, 1);
        SetOption(Tcp, queue, sendQueue);
        SetOption(Tcp, queueSequence, unchecked((int)initialSequence));
        SetOption(Tcp, RepairOption, -1);
    }

    /// <summary>TCP_NODELAY: send each write at once.</summary>
    public void NoDelay() => SetOption(Tcp, 1, 1);

    /// <summary>SO_RCVBUF: a small one makes a small window.</summary>
    public void ReceiveBuffer(int octets) => SetOption(SocketLevel, 8, octets);

    /// <summary>TCP_CORK: gather what is written until the socket is closed.</summary>
    public void Cork() => SetOption(Tcp, 3, 1);

    /// <summary>TCP_QUICKACK: acknowledge at once, so that a capture does not depend on the delayed-ACK timer.</summary>
    public void AcknowledgeAtOnce() => SetOption(Tcp, QuickAckOption, 1);

    /// <summary>Waits until the kernel reports this state (RFC 9293 name, e.g. "CLOSE-WAIT").</summary>
    public void WaitFor(string state)
    {
        var clock = Stopwatch.StartNew();
        while (State != state)
        {
            if (clock.Elapsed > s_patience)
            {
                throw new LabException($"{Side.Word}: the socket is in {State}, not in {state} as the story needs");
            }

            Pause.For(TimeSpan.FromMilliseconds(1));
        }
    }

    public void Dispose() => Close();

    /// <summary>The runtime stops threads by signals, which end a waiting call with EINTR.</summary>
    static bool IsInterrupted => Marshal.GetLastPInvokeError() == Libc.ErrorInterrupted;

    static string ErrorName(int error) => error switch
    {
        4 => "EINTR",
        11 => "EAGAIN",
        32 => "EPIPE",
        98 => "EADDRINUSE",
        99 => "EADDRNOTAVAIL",
        103 => "ECONNABORTED",
        104 => "ECONNRESET",
        110 => "ETIMEDOUT",
        111 => "ECONNREFUSED",
        106 => "EISCONN",
        113 => "EHOSTUNREACH",
        114 => "EALREADY",
        115 => "EINPROGRESS",
        _ => error.ToString(CultureInfo.InvariantCulture),
    };

    static void Check(int result, string call)
    {
        if (result != 0)
        {
            throw Libc.Failure(call);
        }
    }

    nint Read(Span<byte> buffer)
    {
        nint count;
        do
        {
            count = Libc.Receive(_descriptor, buffer, buffer.Length, 0);
        }
        while (count < 0 && IsInterrupted);

        return count;
    }

    void SetOption(int level, int name, int value)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(octets, value);
        Check(Libc.SetSocketOption(_descriptor, level, name, octets, octets.Length), $"setsockopt {name}");
    }

    void SetTimeout(int option, TimeSpan time)
    {
        Span<byte> value = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(value, (long)time.TotalSeconds);
        BinaryPrimitives.WriteInt64LittleEndian(value[8..], time.Microseconds + (time.Milliseconds * 1000L));
        Check(Libc.SetSocketOption(_descriptor, SocketLevel, option, value, value.Length), "SO_RCVTIMEO");
    }
}
