using FinTracer.Segments;

namespace FinTracer.Tests.Hostile;

/// <summary>A segment without data, by the fields that matter to a flood of them.</summary>
static class BareSegment
{
    public static Segment Of(long frame, long timeNs, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack) => new()
    {
        Frame = new(0, frame),
        TimestampNs = timeNs,
        Source = from,
        Destination = to,
        Control = control,
        Seq = new(seq),
        Ack = new(ack),
        Window = 1000,
        HopLimit = 64,
        IpId = (ushort)((frame % ushort.MaxValue) + 1),
    };
}
