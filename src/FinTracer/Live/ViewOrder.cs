namespace FinTracer.Live;

/// <summary>What the services in the view are ordered by.</summary>
enum ViewOrder
{
    /// <summary>Connections decided.</summary>
    Connections,

    /// <summary>Connections that the service closed first: its TIME-WAITs.</summary>
    Closer,

    /// <summary>RSTs.</summary>
    Resets,

    /// <summary>Address and port.</summary>
    Name,
}
