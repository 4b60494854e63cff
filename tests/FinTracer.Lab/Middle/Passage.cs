namespace FinTracer.Lab.Middle;

/// <summary>A frame on its way from one host to the other.</summary>
/// <param name="From">The host that sent it, or in whose name it is sent.</param>
/// <param name="Frame">The whole Ethernet frame.</param>
/// <param name="AtTap">True before it passes the middle, false behind it.</param>
/// <param name="Exempt">True for a released or injected frame: no rule applies again.</param>
internal sealed record Passage(Side From, byte[] Frame, bool AtTap, bool Exempt);
