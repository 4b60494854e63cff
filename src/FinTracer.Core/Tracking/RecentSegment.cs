using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// What is kept of a segment for a while, to recognise copies of it and to find the one that provoked a RST. Without room between its fields: they are the larger part of
/// what is kept of a connection.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct RecentSegment
{
    public FrameId Frame;
    public long TimeNs;
    public SequenceNumber Seq;
    public SequenceNumber Ack;
    public int PayloadLength;
    public uint TsVal;
    public uint PlaceMark;
    public ushort IpId;
    public TcpControl Control;
    public byte HopLimit;
    public RecentTraits Traits;

    public readonly bool FromFirst => (Traits & RecentTraits.FromFirst) != 0;

    public readonly bool Has(TcpControl bits) => (Control & bits) != 0;

    public readonly bool Has(RecentTraits traits) => (Traits & traits) != 0;

    public readonly SequenceNumber NextSeq => Seq + PayloadLength + (Has(TcpControl.Syn) ? 1 : 0) + (Has(TcpControl.Fin) ? 1 : 0);

    /// <summary>See <see cref="SignatureOf"/>.</summary>
    public readonly uint Signature => Mix(Seq, Ack, PayloadLength, IpId);

    /// <summary>Equal for a segment and each copy of it, and hardly ever for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint SignatureOf(in Segment segment) => Mix(segment.Seq, segment.Ack, segment.PayloadLength, segment.IpId);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Mix(SequenceNumber seq, SequenceNumber ack, int payloadLength, ushort ipId) =>
        seq.Value ^ BitOperations.RotateLeft(ack.Value, 16) ^ ((uint)payloadLength * 0x9E37_79B1) ^ ((uint)ipId << 8);

    /// <summary>Neither data nor SYN, FIN or RST.</summary>
    public readonly bool IsPureAck => PayloadLength == 0 && !Has(TcpControl.Syn | TcpControl.Fin | TcpControl.Rst);

    /// <summary>Writes or reads the facts; <paramref name="before"/> is the segment before it. See <see cref="TrackFacts"/>.</summary>
    public void Pass<TCodec>(ConnectionTrack track, in RecentSegment before, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        uint small = (byte)Control | ((uint)(byte)Traits << 8) | ((uint)IpId << 16);
        codec.Word(ref small);
        (Control, Traits, IpId) = ((TcpControl)(byte)small, (RecentTraits)(byte)(small >> 8), (ushort)(small >> 16));
        EndpointTrack sender = track.Sender(FromFirst);
        EndpointTrack receiver = track.Sender(!FromFirst);
        uint hopLimit = HopLimit;
        codec.Near(ref hopLimit, sender.HopLimit);
        HopLimit = (byte)hopLimit;
        FactCodecShapes.Frame(ref codec, ref Frame, before.Frame);
        codec.Near(ref TimeNs, before.TimeNs);
        FactCodecShapes.Number(ref codec, ref Seq, sender.Next);
        FactCodecShapes.Number(ref codec, ref Ack, Has(TcpControl.Ack) ? receiver.Next : default);
        codec.Count(ref PayloadLength);
        codec.Near(ref TsVal, Has(RecentTraits.HasTimestamps) ? sender.LastTsVal : 0);
        codec.Near(ref PlaceMark, before.PlaceMark);
    }
}
