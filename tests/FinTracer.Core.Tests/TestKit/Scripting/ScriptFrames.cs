using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Tests.TestKit.Wire;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>The frames of a script, for the whole way from octets and for other tools.</summary>
public static class ScriptFrames
{
    /// <summary>One frame for each captured packet, cut as the script says; a datagram at the end when the capture ran on.</summary>
    public static IReadOnlyList<MemoryFrame> Of(PacketScript script)
    {
        List<MemoryFrame> frames = [];
        foreach (var packet in script.Packets.Where(p => p.Captured))
        {
            byte[] octets = FrameWriter.Write(packet.Segment, script.Link, script.Vlan);
            int kept = script.Cut > 0 ? Math.Min(script.Cut, octets.Length) : octets.Length;
            frames.Add(new(packet.Segment.TimestampNs, (uint)octets.Length, octets[..kept]));
        }

        if (script.EndNs > frames[^1].TimestampNs && script.Link == Capture.LinkType.Ethernet)
        {
            byte[] clock = FrameWriter.WriteClockFrame();
            frames.Add(new(script.EndNs, (uint)clock.Length, clock));
        }

        return frames;
    }
}
