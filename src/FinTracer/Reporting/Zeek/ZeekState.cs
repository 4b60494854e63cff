namespace FinTracer.Reporting.Zeek;

/// <summary>The states that Zeek gives an endpoint, from which conn_state is told.</summary>
enum ZeekState
{
    /// <summary>Nothing was heard of it.</summary>
    Inactive,

    /// <summary>It was heard of first in the middle of a connection.</summary>
    Partial,

    /// <summary>It sent a SYN.</summary>
    SynSent,

    /// <summary>It is taken for the originator and sent a SYN-ACK.</summary>
    SynAckSent,

    /// <summary>The handshake is complete as far as it concerns it.</summary>
    Established,

    /// <summary>It sent a FIN.</summary>
    Closed,

    /// <summary>It sent a RST.</summary>
    Reset,
}
