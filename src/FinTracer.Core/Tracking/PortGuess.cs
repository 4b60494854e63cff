using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Who opened a connection whose handshake is not in the capture: a guess from the ports, and reported as one.</summary>
static class PortGuess
{
    const int SystemPorts = 1024;      // RFC 6335 §6: 0-1023
    const int DynamicPorts = 32768;    // Linux's ip_local_port_range begins here; IANA's dynamic range lies inside

    /// <summary>True when the sender is the likelier initiator.</summary>
    public static bool SourceIsInitiator(in Segment segment)
    {
        ushort source = segment.Source.Port;
        ushort destination = segment.Destination.Port;
        if (source < SystemPorts != destination < SystemPorts)
        {
            return destination < SystemPorts;
        }

        if (source >= DynamicPorts != destination >= DynamicPorts)
        {
            return source >= DynamicPorts;
        }

        return source >= destination;
    }
}
