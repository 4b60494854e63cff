using System;
using FinTracer.Capture;

namespace FinTracer.Decoding;

/// <summary>
/// A second opinion for link types that Core does not decode itself (802.11, PPI, radiotap). Implemented in the program, where packages may be used.
/// </summary>
public interface IForeignLinkDecoder
{
    /// <summary>
    /// Finds the network-layer packet in a frame. Must not throw. False when the link type or the frame is beyond it;
    /// else <paramref name="offset"/> is where the packet starts in <paramref name="data"/> and <paramref name="etherType"/> its protocol (0x0800, 0x86DD, ...).
    /// </summary>
    bool TryFindPacket(LinkType linkType, ReadOnlySpan<byte> data, out int offset, out ushort etherType);
}
