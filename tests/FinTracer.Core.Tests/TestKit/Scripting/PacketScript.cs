using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>
/// A packet script: what went over the wire between two endpoints, what of it was captured, and what FinTracer must say of it.
/// The form is packetdrill's, seen from the middle: <c>&gt;</c> goes from the first endpoint to the second. See Scripts/README.md for the grammar.
/// </summary>
public sealed class PacketScript
{
    /// <summary>Name for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Every packet in order of time, those that were not captured included.</summary>
    public required IReadOnlyList<ScriptPacket> Packets { get; init; }

    /// <summary>What must come out.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>Where the capture ends, nanoseconds since the epoch: the last packet, or later by <c>end</c>.</summary>
    public required long EndNs { get; init; }

    /// <summary>Words of <c>not</c> lines: properties that this script is exempt from, each with its reason in the script.</summary>
    public required IReadOnlySet<string> Exemptions { get; init; }

    /// <summary>Link type of the frames made from it.</summary>
    public required LinkType Link { get; init; }

    /// <summary>VLAN id of the frames, or 0.</summary>
    public required int Vlan { get; init; }

    /// <summary>Octets kept of each frame, or 0 for all.</summary>
    public required int Cut { get; init; }

    /// <summary>The captured segments.</summary>
    public IReadOnlyList<Segment> Segments => [.. Packets.Where(p => p.Captured).Select(p => p.Segment)];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
