using System;

namespace FinTracer.Decoding.Network;

/// <summary>
/// Which datagram a fragment belongs to. The mark of the place it was seen at is part of it: a datagram captured at two places
/// is two complete copies, not one with overlaps and one that stays open.
/// </summary>
internal readonly record struct FragmentKey(UInt128 Source, UInt128 Destination, uint Id, uint PlaceMark, byte Protocol);
