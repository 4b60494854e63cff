namespace FinTracer.Capture;

/// <summary>Block types of pcapng that are looked into; all others are skipped.</summary>
static class PcapngBlockType
{
    public const uint SectionHeader = 0x0a0d0d0a;
    public const uint InterfaceDescription = 1;
    public const uint Packet = 2;                // obsolete, written by old tools
    public const uint SimplePacket = 3;
    public const uint NameResolution = 4;
    public const uint InterfaceStatistics = 5;
    public const uint EnhancedPacket = 6;
    public const uint JournalExport = 9;
    public const uint SystemEvent = 0x204;
    public const uint SystemEventV2 = 0x216;
    public const uint Custom = 0xbad;
    public const uint CustomNotToBeCopied = 0x40000bad;

    /// <summary>True for types that hold no packet and that Wireshark numbers as frames all the same.</summary>
    public static bool IsNumbered(uint type) => type is JournalExport or SystemEvent or SystemEventV2 or Custom or CustomNotToBeCopied;

    /// <summary>True for types that FinTracer reads or that the format's registry has long defined, so that one behind a damaged block is a good sign.</summary>
    public static bool IsFamiliar(uint type) => type is SectionHeader or (>= InterfaceDescription and <= EnhancedPacket)
        or 0x0a /* decryption secrets */ or Custom or CustomNotToBeCopied;
}
