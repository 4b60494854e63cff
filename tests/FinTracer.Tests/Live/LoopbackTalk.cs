using System.Net;
using System.Net.Sockets;

namespace FinTracer.Tests.Live;

/// <summary>A connection of a host with itself.</summary>
static class LoopbackTalk
{
    /// <summary>Opens it, says something, closes it.</summary>
    public static void Once(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(new IPEndPoint(IPAddress.Loopback, port));
        using Socket server = listener.Accept();
        _ = client.Send("hello"u8);
        _ = server.Receive(new byte[5]);
        client.Shutdown(SocketShutdown.Send);
        _ = server.Receive(new byte[1]);
        server.Shutdown(SocketShutdown.Send);
        _ = client.Receive(new byte[1]);
    }
}
