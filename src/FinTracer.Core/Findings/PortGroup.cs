using System;
using FinTracer.Segments;

namespace FinTracer.Findings;

/// <summary>
/// What shares one budget of local ports: a port may be used again towards another address or port, but only once at a time towards the same.
/// </summary>
/// <param name="Initiator">Address that opens the connections.</param>
/// <param name="Responder">Address and port they go to.</param>
public readonly record struct PortGroup(UInt128 Initiator, Endpoint Responder);
