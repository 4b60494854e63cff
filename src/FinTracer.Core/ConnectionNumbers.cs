using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Numbers connections by first frame, from 1. This one sees every connection of the capture and numbers it at once.</summary>
class ConnectionNumbers
{
    long _last;

    /// <summary>The number of a connection that begins now.</summary>
    public virtual long Take(ConnectionTrack track) => ++_last;

    /// <summary>The track serves another connection from now on.</summary>
    public virtual void Forget(ConnectionTrack track)
    {
    }
}
