namespace FinTracer.Sources;

/// <summary>The blocks that <see cref="CommentedPcapngWriter"/> writes.</summary>
static class PcapngBlock
{
    public const uint InterfaceDescription = 1;
    public const uint EnhancedPacket = 6;
    public const uint SectionHeader = 0x0a0d0d0a;
}
