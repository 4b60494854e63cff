using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>What the reader of scripts keeps of one endpoint while it writes segments.</summary>
internal sealed class ScriptSide(Endpoint endpoint, uint isn, ushort ipId, uint timestampBase)
{
    public Endpoint Endpoint { get; set; } = endpoint;

    /// <summary>Initial sequence number of the present incarnation.</summary>
    public SequenceNumber Isn { get; set; } = new(isn);

    /// <summary>That of the one before; <c>old</c> lines are written against it.</summary>
    public SequenceNumber OldIsn { get; set; } = new(isn);

    /// <summary>IP identification of the next packet.</summary>
    public ushort NextIpId { get; set; } = ipId;

    public byte HopLimit { get; set; } = 64;

    public uint FlowLabel { get; set; }

    /// <summary>The endpoint's timestamp clock at the start of the script; it ticks in milliseconds (RFC 7323 §5.4).</summary>
    public uint TimestampBase { get; set; } = timestampBase;

    /// <summary>TSval of the last segment it received.</summary>
    public uint LastPeerTsVal { get; set; }
}
