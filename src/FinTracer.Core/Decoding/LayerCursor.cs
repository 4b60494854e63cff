using System;
using System.Numerics;
using FinTracer.Decoding.Network;

namespace FinTracer.Decoding;

/// <summary>
/// Where the walk through a frame stands: the captured octets from the current layer on, how long that layer was on the wire,
/// and what the layers passed so far leave to the segment.
/// </summary>
internal ref struct LayerCursor
{
    /// <summary>Captured octets from the start of the current layer; never more than <see cref="WireLength"/>.</summary>
    public ReadOnlySpan<byte> Rest;

    /// <summary>Octets that the current layer and all in it had on the wire, as the layers around it say.</summary>
    public int WireLength;

    /// <summary>Capture time of the frame, nanoseconds since the epoch: the clock of fragment reassembly.</summary>
    public long TimestampNs;

    /// <summary>Mix of what tells this place of capture from others.</summary>
    public uint PlaceMark;

    /// <summary>Some layer was put together from fragments; <see cref="Rest"/> then holds the head of the datagram only.</summary>
    public bool Reassembled;

    /// <summary>One of those fragments was cut by the capture.</summary>
    public bool FragmentsCut;

    /// <summary>What the innermost IP header said.</summary>
    public IpFacts Ip;

    /// <summary>Skips octets that are known to be captured.</summary>
    public void Advance(int octets)
    {
        Rest = Rest[octets..];
        WireLength -= octets;
    }

    /// <summary>Sets the length of the current layer, which cuts off padding. A length above that of the frame is believed: frames lose octets, headers do not.</summary>
    public void SetLength(int octets)
    {
        WireLength = octets;
        if (Rest.Length > octets)
        {
            Rest = Rest[..octets];
        }
    }

    /// <summary>Cuts off what lies beyond <paramref name="octets"/>; never makes the layer longer.</summary>
    public void TrimTo(int octets)
    {
        if (octets < WireLength)
        {
            SetLength(octets);
        }
    }

    /// <summary>The end of the walk when fewer than <paramref name="needed"/> octets were captured: cut by the capture, or too short on the wire.</summary>
    public readonly Layer TooShortFor(int needed) => WireLength < needed ? Layer.Malformed : Layer.Truncated;

    /// <summary>Stirs a number into <see cref="PlaceMark"/>; order matters.</summary>
    public void Mark(uint value) => PlaceMark = (BitOperations.RotateLeft(PlaceMark, 7) ^ value) * 0x9E37_79B1;
}
