using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace FinTracer.Tests.Live;

/// <summary>Real sockets in two namespaces that close in different ways; each way has a port of its own.</summary>
static class Closes
{
    static readonly IPAddress s_server = IPAddress.Parse("10.77.1.2");

    /// <summary>Plays one connection: both ends get their socket, established, with one request and one answer exchanged; then each does what is given.</summary>
    public static void Play(NetworkNamespaces hosts, int port, Action<Socket> client, Action<Socket> server)
    {
        using var listens = new ManualResetEventSlim();
        Task serving = Task.Run(() => NetworkNamespaces.Inside(hosts.Server, () =>
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(s_server, port));
            listener.Listen(1);
            listens.Set();
            using Socket socket = listener.Accept();
            socket.ReceiveTimeout = 10_000;
            _ = socket.Receive(new byte[3]);
            _ = socket.Send("yes"u8);
            server(socket);
        }));
        listens.Wait(TimeSpan.FromSeconds(20));
        NetworkNamespaces.Inside(hosts.Client, () =>
        {
            using Socket socket = Connect(port);
            _ = socket.Send("ask"u8);
            _ = socket.Receive(new byte[3]);
            client(socket);
        });
        serving.Wait();
    }

    /// <summary>Nobody listens.</summary>
    public static void Refuse(NetworkNamespaces hosts, int port) => NetworkNamespaces.Inside(hosts.Client, () =>
    {
        try
        {
            Connect(port).Dispose();
        }
        catch (SocketException)
        {
            // As it should be.
        }
    });

    /// <summary>Closes, and waits for nothing.</summary>
    public static void Close(Socket socket) => socket.Close();

    /// <summary>Waits for the peer's FIN, then closes.</summary>
    public static void CloseSecond(Socket socket)
    {
        ReadToEnd(socket);
        socket.Close();
    }

    /// <summary>Closes its direction, and waits for the peer's FIN.</summary>
    public static void CloseHalf(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        ReadToEnd(socket);
        socket.Close();
    }

    /// <summary>Aborts.</summary>
    public static void Abort(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the peer is gone, one way or the other.</summary>
    public static void Suffer(Socket socket)
    {
        try
        {
            ReadToEnd(socket);
        }
        catch (SocketException)
        {
            // Reset, as expected.
        }

        socket.Close();
    }

    static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000 };
        try
        {
            socket.Connect(new IPEndPoint(s_server, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static void ReadToEnd(Socket socket)
    {
        while (socket.Receive(new byte[16]) > 0)
        {
        }
    }
}
