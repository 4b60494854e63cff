using System;

namespace FinTracer.Capture;

/// <summary>
/// What a packet block says of its packet, held against the block's own length. Each way to read it answers with what is wrong, or with null.
/// </summary>
/// <param name="From">The interface.</param>
/// <param name="DataAt">Where the packet's octets begin in the block's body.</param>
/// <param name="Captured">How many there are.</param>
/// <param name="WireLength">How many the packet had.</param>
readonly record struct PcapngPacket(PcapngInterface From, int DataAt, int Captured, uint WireLength)
{
    /// <summary>Octets of an enhanced packet block's body, or of an obsolete packet block's, before the packet.</summary>
    public const int HeaderLength = 20;

    const int SimpleHeaderLength = 4;

    /// <summary>Where the options begin in the body: behind the packet and its padding.</summary>
    public int OptionsAt => DataAt + ((Captured + 3) & ~3);

    /// <summary>Reads an enhanced packet block, or an obsolete packet block, which differs in where the interface stands.</summary>
    public static string? Read(PcapngSection section, ReadOnlySpan<byte> body, bool enhanced, int keptOctets, out PcapngPacket packet)
    {
        packet = default;
        if (body.Length < HeaderLength)
        {
            return $"packet block of {body.Length} octets is too short";
        }
        uint interfaceId = enhanced ? section.ReadUInt32(body, 0) : section.ReadUInt16(body, 0);
        if (interfaceId >= (uint)section.Interfaces.Count)
        {
            return $"packet of interface {interfaceId}, which is not described";
        }
        uint captured = section.ReadUInt32(body, 12);
        packet = new(section.Interfaces[(int)interfaceId], HeaderLength, (int)captured, section.ReadUInt32(body, 16));
        return Excess(captured, body.Length - HeaderLength, keptOctets);
    }

    /// <summary>Reads a simple packet block: it belongs to the section's first interface.</summary>
    public static string? ReadSimple(PcapngSection section, ReadOnlySpan<byte> body, int keptOctets, out PcapngPacket packet)
    {
        packet = default;
        if (body.Length < SimpleHeaderLength)
        {
            return $"simple packet block of {body.Length} octets is too short";
        }
        if (section.Interfaces.Count == 0)
        {
            return "packet of interface 0, which is not described";
        }
        PcapngInterface from = section.Interfaces[0];
        uint wire = section.ReadUInt32(body, 0);
        uint captured = from.SnapLength == 0 ? wire : Math.Min(wire, from.SnapLength);
        packet = new(from, SimpleHeaderLength, (int)captured, wire);
        return Excess(captured, body.Length - SimpleHeaderLength, keptOctets);
    }

    static string? Excess(uint captured, int room, int keptOctets) =>
        captured > (uint)room ? $"packet claims {captured} captured octets in a block that has room for {room}"
        : captured > (uint)keptOctets ? $"packet claims {captured} captured octets, more than the {keptOctets} that are kept"
        : null;
}
