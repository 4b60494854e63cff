using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>What one address did, whatever its ports and roles.</summary>
public sealed record HostSummary
{
    /// <summary>The address, in the form of <see cref="Segments.Endpoint.Address"/>.</summary>
    public required UInt128 Address { get; init; }

    /// <summary>Connections it opened (or is taken to have opened).</summary>
    public required long AsInitiator { get; init; }

    /// <summary>Connections opened to it.</summary>
    public required long AsResponder { get; init; }

    /// <summary>Connections from it to itself (over the loopback device, mostly): each is one of <see cref="AsInitiator"/> and one of <see cref="AsResponder"/>.</summary>
    public required long WithItself { get; init; }

    /// <summary>Connections of which it is an end, each counted once.</summary>
    public long Connections => AsInitiator + AsResponder - WithItself;

    /// <summary>Connections that it closed first, simultaneous closes included.</summary>
    public required long AsActiveCloser { get; init; }

    /// <summary>RSTs listed in the reports as sent by it (or in its name).</summary>
    public required long ResetsSent { get; init; }

    /// <summary>TIME-WAIT that it held.</summary>
    public required TimeWaitSummary TimeWait { get; init; }

    /// <summary>TIME-WAITs held over time: the number at the end of each second in which it changed.</summary>
    public required IReadOnlyList<OccupancyPoint> TimeWaitHeld { get; init; }

    /// <summary>How its connections ended; added up at each call, which must come before more connections are added.</summary>
    public HostCloseSummary Close => (Closes ?? new()).Summarize();

    internal HostCloses? Closes { get; init; }
}
