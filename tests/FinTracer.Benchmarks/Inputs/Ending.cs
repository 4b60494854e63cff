namespace FinTracer.Benchmarks.Inputs;

/// <summary>How the generator lets a connection end.</summary>
internal enum Ending
{
    /// <summary>FIN, FIN, ACK; the server first.</summary>
    ServerFirst,

    /// <summary>FIN, FIN, ACK; the client first. The client holds TIME_WAIT.</summary>
    ClientFirst,

    /// <summary>The client aborts with a RST.</summary>
    ClientAbort,

    /// <summary>Server first; the client repeats its FIN, and the server's TIME_WAIT acknowledges it again.</summary>
    FinRepeated,

    /// <summary>Server first; a copy of its data comes late, and the client's stack answers with a RST.</summary>
    LateData,

    /// <summary>A SYN, answered; nothing follows but the SYN-ACK again.</summary>
    Flood,

    /// <summary>Established, and never closed.</summary>
    NeverClosed,
}
