using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>Two endpoints that opened, talked and closed: what the tap saw, and what they know themselves.</summary>
public sealed class ModelPlay
{
    static readonly Endpoint s_initiator = new(System.UInt128.Parse("281473902969345"), 40001); // ::ffff:192.168.2.1
    static readonly Endpoint s_responder = new(System.UInt128.Parse("281473902969346"), 80);
    readonly ModelPlan _plan;

    ModelPlay(ModelPlan plan, ModelNetwork network, ModelEndpoint initiator, ModelEndpoint responder, bool isQuiet)
    {
        _plan = plan;
        (Initiator, Responder) = (initiator, responder);
        Passed = network.Passed;
        EndNs = network.NowNs;
        IsOfUse = isQuiet && !initiator.GaveUp && !responder.GaveUp;
    }

    public ModelEndpoint Initiator { get; }

    public ModelEndpoint Responder { get; }

    /// <summary>All that passed the tap.</summary>
    public IReadOnlyList<PassedSegment> Passed { get; }

    /// <summary>The end of the capture.</summary>
    public long EndNs { get; }

    /// <summary>It came to its end: neither endpoint gave up.</summary>
    public bool IsOfUse { get; }

    /// <summary>What was captured, as segments.</summary>
    public IEnumerable<Segment> Captured => Passed.Where(p => p.IsCaptured).Select((p, i) => ToSegment(p, i + 1));

    /// <summary>Whether the first transmission of an endpoint's FIN is in the capture.</summary>
    public bool FirstFinCaptured(bool isInitiator) => Passed.Any(p => p.IsCaptured && p.Segment.FromInitiator == isInitiator && p.Segment is { Fin: true, IsRepeated: false });

    public static ModelPlay Of(ModelPlan plan)
    {
        var network = new ModelNetwork(plan.Path, plan.Seed);
        var initiator = new ModelEndpoint(network, plan.Initiator, isInitiator: true);
        var responder = new ModelEndpoint(network, plan.Responder, isInitiator: false);
        network.Connect(initiator, responder);
        initiator.Open();
        bool isQuiet = network.RunUntilQuiet();
        network.RunFor(ModelClock.Seconds(plan.TailSeconds));
        return new ModelPlay(plan, network, initiator, responder, isQuiet);
    }

    Segment ToSegment(PassedSegment passed, int frame)
    {
        ModelSegment model = passed.Segment;
        TcpControl control = (model.Syn ? TcpControl.Syn : 0) | (model.Fin ? TcpControl.Fin : 0) | (model.Rst ? TcpControl.Rst : 0) | (model.HasAck ? TcpControl.Ack : 0);
        bool timestamps = _plan.Timestamps && !model.IsBare;
        return new Segment
        {
            Frame = new FrameId(0, frame),
            TimestampNs = passed.TimeNs,
            Source = model.FromInitiator ? s_initiator : s_responder,
            Destination = model.FromInitiator ? s_responder : s_initiator,
            Seq = new SequenceNumber(model.Seq),
            Ack = new SequenceNumber(model.Ack),
            PayloadLength = model.Length,
            Control = control,
            IpId = model.IpId,
            HopLimit = 64,
            Window = model.IsBare ? (ushort)0 : (ushort)60_000,
            TsVal = timestamps ? model.TsVal : 0,
            Mss = model.Syn ? (ushort)1460 : (ushort)0,
            Traits = (timestamps ? SegmentTraits.HasTimestamps : SegmentTraits.None) | (timestamps || model.Syn ? SegmentTraits.HasOptions : SegmentTraits.None),
        };
    }
}
