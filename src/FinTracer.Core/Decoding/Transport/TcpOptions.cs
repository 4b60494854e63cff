using FinTracer.Segments;

namespace FinTracer.Decoding.Transport;

/// <summary>What the option list of one segment said.</summary>
internal struct TcpOptions
{
    public SegmentTraits Traits;
    public uint TsVal;
    public uint TsEcr;
    public uint SackRightEdge;
    public ushort Mss;
    public byte WindowScale;
}
