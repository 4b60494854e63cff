namespace FinTracer.Sources.Live;

/// <summary>The counters of one capture, widened from the system's 32 bits.</summary>
sealed class DropCount
{
    uint _received;
    uint _dropped;
    uint _droppedByInterface;

    /// <summary>Packets that passed the filter, as the system counts them. On Linux's loopback each counts twice: no measure of loss.</summary>
    public long Received { get; private set; }

    /// <summary>Packets dropped because the buffer was full.</summary>
    public long Dropped { get; private set; }

    /// <summary>Packets that the interface dropped, as far as libpcap knows; it may know too little (libpcap issue 1328).</summary>
    public long DroppedByInterface { get; private set; }

    /// <summary>Takes the counters as they stand; a counter that has passed 2^32 since the last time goes on.</summary>
    public void Note(in NativeLibpcap.CaptureCounters counters)
    {
        Received += unchecked(counters.Received - _received);
        Dropped += unchecked(counters.Dropped - _dropped);
        DroppedByInterface += unchecked(counters.DroppedByInterface - _droppedByInterface);
        (_received, _dropped, _droppedByInterface) = (counters.Received, counters.Dropped, counters.DroppedByInterface);
    }
}
