using static FinTracer.Benchmarks.Inputs.Step;
using static FinTracer.Benchmarks.Inputs.TcpFlags;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>The lives that connections lead in the inputs.</summary>
internal static class Scripts
{
    const int RequestLength = 90;
    const int HalfResponse = 1_450;

    static readonly Step[] Handshake = [Client(Syn), Server(Syn | Ack), Client(Ack)];
    static readonly Step[] Exchange =
    [
        Client(Psh | Ack, RequestLength), Server(Ack),
        Server(Ack, HalfResponse), Server(Psh | Ack, HalfResponse), Client(Ack),
    ];

    static readonly Step[] ServerCloses = [Server(Fin | Ack), Client(Fin | Ack), Server(Ack, of: SentBy.TimeWait)];
    static readonly Step[] ClientCloses = [Client(Fin | Ack), Server(Fin | Ack), Client(Ack, of: SentBy.TimeWait)];

    /// <summary>One request, one response, and the server closes: what <c>ab</c> without keep-alive does.</summary>
    public static Script ServerFirst { get; } = new() { Opening = [.. Handshake, .. Exchange, .. ServerCloses], Ending = Ending.ServerFirst };

    /// <summary>The same, closed by the client.</summary>
    public static Script ClientFirst { get; } = new() { Opening = [.. Handshake, .. Exchange, .. ClientCloses], Ending = Ending.ClientFirst };

    /// <summary>The same, but the client aborts.</summary>
    public static Script ClientAbort { get; } = new() { Opening = [.. Handshake, .. Exchange, Client(Rst | Ack)], Ending = Ending.ClientAbort };

    /// <summary>The last ACK is lost on its way: the client repeats its FIN.</summary>
    public static Script FinRepeated { get; } = ServerFirst with
    {
        Late = [Client(Fin | Ack, back: 1), Server(Ack, of: SentBy.TimeWait)],
        Ending = Ending.FinRepeated,
    };

    /// <summary>A copy of the response's second half comes late to a client that is gone.</summary>
    public static Script LateData { get; } = ServerFirst with
    {
        Late = [Server(Psh | Ack, HalfResponse, back: HalfResponse + 1), Client(Rst, of: SentBy.Nobody)],
        Ending = Ending.LateData,
    };

    /// <summary>A SYN from nobody: the SYN-ACK is sent again after a second.</summary>
    public static Script Flood { get; } = new() { Opening = [Client(Syn), Server(Syn | Ack)], Late = [Server(Syn | Ack, back: 1)], Ending = Ending.Flood };

    /// <summary>One request, one response, and silence.</summary>
    public static Script NeverClosed { get; } = new() { Opening = [.. Handshake, .. Exchange], Ending = Ending.NeverClosed };

    /// <summary>Small questions and answers; with 10 octets of payload and no timestamps a frame has 64 octets.</summary>
    public static Script Chat(int rounds) => new()
    {
        Opening = Handshake,
        Body = [Client(Psh | Ack, 10), Server(Psh | Ack, 10)],
        Rounds = rounds,
        Closing = [Client(Ack), .. ServerCloses],
        Ending = Ending.ServerFirst,
    };

    /// <summary>A long download: two full segments, one ACK, and so on.</summary>
    public static Script Download(int rounds) => new()
    {
        Opening = [.. Handshake, Client(Psh | Ack, RequestLength), Server(Ack)],
        Body = [Server(Ack, 1_448), Server(Ack, 1_448), Client(Ack)],
        Rounds = rounds,
        Closing = ServerCloses,
        Ending = Ending.ServerFirst,
    };
}
