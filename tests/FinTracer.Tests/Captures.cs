using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Segments;
using FinTracer.Tests.TestKit.Wire;

namespace FinTracer.Tests;

/// <summary>Capture files made for a test.</summary>
static class Captures
{
    /// <summary>Handshake, request, response with FIN, ACK, FIN, ACK.</summary>
    public const int FramesPerConnection = 8;

    const long Step = 1_000_000;

    /// <summary>Connections one after the other from 10.0.0.1 to 10.0.0.2:80, each closed first by the responder; 10 ms apart.</summary>
    public static byte[] ServerCloses(int connections)
    {
        var frames = new List<MemoryFrame>();
        for (int i = 0; i < connections; i++)
        {
            Endpoint client = SampleReports.At($"10.0.0.1:{40000 + (i % 20000)}"), server = SampleReports.At("10.0.0.2:80");
            long time = SampleReports.Epoch + (i * 10 * Step);
            uint isn = (uint)(1000 * i);
            Add(frames, time, client, server, TcpControl.Syn, isn, 0, 0);
            Add(frames, time + Step, server, client, TcpControl.Syn | TcpControl.Ack, 500, isn + 1, 0);
            Add(frames, time + (2 * Step), client, server, TcpControl.Ack, isn + 1, 501, 0);
            Add(frames, time + (3 * Step), client, server, TcpControl.Ack | TcpControl.Psh, isn + 1, 501, 90);
            Add(frames, time + (4 * Step), server, client, TcpControl.Ack | TcpControl.Psh | TcpControl.Fin, 501, isn + 91, 200);
            Add(frames, time + (5 * Step), client, server, TcpControl.Ack, isn + 91, 702, 0);
            Add(frames, time + (6 * Step), client, server, TcpControl.Ack | TcpControl.Fin, isn + 91, 702, 0);
            Add(frames, time + (7 * Step), server, client, TcpControl.Ack, 702, isn + 92, 0);
        }
        return PcapWriter.Write(LinkType.Ethernet, frames);
    }

    /// <summary>Adds a segment's frame on Ethernet.</summary>
    public static void Add(List<MemoryFrame> frames, long timeNs, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack, int payload)
    {
        var segment = new Segment
        {
            TimestampNs = timeNs,
            Source = from,
            Destination = to,
            Control = control,
            Seq = new SequenceNumber(seq),
            Ack = new SequenceNumber(ack),
            PayloadLength = payload,
            Window = 64240,
            HopLimit = 64,
            IpId = (ushort)(frames.Count + 1),
        };
        byte[] octets = FrameWriter.Write(segment, LinkType.Ethernet, 0);
        frames.Add(new MemoryFrame(timeNs, (uint)octets.Length, octets));
    }
}
