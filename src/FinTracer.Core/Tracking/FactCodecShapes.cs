using System.Runtime.CompilerServices;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>The types in which facts come, told in those of <see cref="IFactCodec"/>.</summary>
static class FactCodecShapes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Number<TCodec>(ref TCodec codec, ref SequenceNumber value, SequenceNumber near)
        where TCodec : struct, IFactCodec
    {
        uint raw = value.Value;
        codec.Near(ref raw, near.Value);
        value = new SequenceNumber(raw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Frame<TCodec>(ref TCodec codec, ref FrameId value, FrameId near)
        where TCodec : struct, IFactCodec
    {
        long raw = (long)value.Packed;
        codec.Near(ref raw, (long)near.Packed);
        value = new FrameId((ulong)raw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void State<TCodec>(ref TCodec codec, ref TcpState value)
        where TCodec : struct, IFactCodec
    {
        byte raw = (byte)value;
        codec.Octet(ref raw);
        value = (TcpState)raw;
    }
}
