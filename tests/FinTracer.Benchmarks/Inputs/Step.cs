namespace FinTracer.Benchmarks.Inputs;

/// <summary>One segment of a script.</summary>
/// <param name="FromClient">Who sends it.</param>
/// <param name="Flags">Its control bits.</param>
/// <param name="Length">Octets of payload.</param>
/// <param name="Back">Octets before its sender's next sequence number at which it starts: above 0, it has been sent before.</param>
/// <param name="Of">Which part of the stack sends it.</param>
internal readonly record struct Step(bool FromClient, TcpFlags Flags, int Length = 0, uint Back = 0, SentBy Of = SentBy.Socket)
{
    public static Step Client(TcpFlags flags, int length = 0, uint back = 0, SentBy of = SentBy.Socket) => new(true, flags, length, back, of);

    public static Step Server(TcpFlags flags, int length = 0, uint back = 0, SentBy of = SentBy.Socket) => new(false, flags, length, back, of);
}
