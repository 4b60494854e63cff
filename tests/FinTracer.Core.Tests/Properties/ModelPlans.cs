using CsCheck;
using FinTracer.Tests.TestKit.Model;

namespace FinTracer.Tests.Properties;

/// <summary>Generators of plays between the two model endpoints.</summary>
static class ModelPlans
{
    static readonly Gen<(int, int)> s_write = Gen.Select(Gen.Frequency((2, Gen.Const(0)), (2, Gen.Int[1, 30]), (1, Gen.Int[31, 900])), Gen.Int[1, 2500]);

    static readonly Gen<uint> s_isn = Gen.Frequency((1, Gen.UInt), (1, Gen.UInt[uint.MaxValue - 3000, uint.MaxValue]));

    static readonly Gen<int?> s_wait = Gen.Frequency((3, Gen.Const(0)), (3, Gen.Int[1, 60]), (1, Gen.Int[61, 1500])).Select(ms => (int?)ms);

    static readonly Gen<int?> s_never = Gen.Const((int?)null);

    static readonly Gen<ModelApplication> s_application = Gen.Select(
        s_isn, s_write.Array[0, 3], Gen.Frequency((5, s_wait), (3, s_never)), Gen.Frequency((9, s_wait), (1, s_never)), Gen.Bool, Gen.Bool,
        (isn, writes, close, closeAfterPeer, delays, counts) => new ModelApplication(isn, writes, close, closeAfterPeer, delays, counts));

    /// <summary>Nothing of TIME-WAIT's end, or beyond all doubt.</summary>
    static readonly int[] s_tails = [0, 20, 200];

    static readonly Gen<int> s_delay = Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 40]));

    static readonly Gen<int> s_chance = Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 300]));

    /// <summary>
    /// Everything that reaches the tap is captured, and nothing is lost on its way to it. Where segments overtake each other they bear time stamps: without any mark of
    /// the order in which a host sent them, a FIN that was overtaken and one that was sent again look alike.
    /// </summary>
    public static Gen<ModelPlan> Complete { get; } = Plans(Gen.Const(0), Gen.Const(0)).Select(p => p with { Timestamps = p.Timestamps || p.Path.Delayed > 0 });

    /// <summary>Segments are lost on their way to the tap, or pass it unseen.</summary>
    public static Gen<ModelPlan> WithGaps { get; } = Plans(s_chance, s_chance);

    static Gen<ModelPlan> Plans(Gen<int> lostBeforeTap, Gen<int> notCaptured) => Gen.Select(
        Gen.Int, s_application, s_application,
        Gen.Select(
            s_delay, s_delay, s_chance, lostBeforeTap, s_chance, s_chance, notCaptured,
            (toTap, fromTap, behind, before, delayed, doubled, unseen) => new ModelPath(toTap, fromTap, behind, before, delayed, doubled, unseen)),
        Gen.Int[0, 2].Select(i => s_tails[i]), Gen.Bool,
        (seed, initiator, responder, path, tail, timestamps) => new ModelPlan(seed, initiator, responder, path, tail, timestamps));
}
