using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Stories;

/// <summary>An established connection: a socket at each host.</summary>
/// <param name="Client">The client's socket.</param>
/// <param name="Server">The socket the server accepted.</param>
/// <param name="ClientPort">The client's port.</param>
public sealed record Pair(TcpSocket Client, TcpSocket Server, int ClientPort)
{
    /// <summary>The socket of one side.</summary>
    public TcpSocket this[Side side] => side == Side.Client ? Client : Server;

    /// <summary>A request of 100 octets and an answer of 300.</summary>
    public Pair Exchange()
    {
        Client.Send(100);
        Server.Receive(100);
        Server.Send(300);
        Client.Receive(300);
        return this;
    }

    /// <summary>One side closes; the other reads the end and closes, too.</summary>
    public void CloseFrom(Side first)
    {
        this[first].Close();
        _ = this[first.Other].ReceiveToEnd();
        this[first.Other].Close();
    }
}
