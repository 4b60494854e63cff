namespace FinTracer.Capture;

/// <summary>An interface that frames were captured on, as the capture describes it.</summary>
/// <param name="Id">Number within the capture, from 0.</param>
/// <param name="LinkType">Its link type.</param>
/// <param name="SnapLength">Octets kept of each frame at most; 0 when unlimited or unknown.</param>
/// <param name="Name">Name (pcapng if_name), or null. From the capture: may hold any character.</param>
public readonly record struct CaptureInterface(int Id, LinkType LinkType, uint SnapLength, string? Name);
