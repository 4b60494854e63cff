namespace FinTracer.Lab;

/// <summary>The two hosts of a story: the client connects, the server listens.</summary>
public enum Side
{
    Client,
    Server,
}
