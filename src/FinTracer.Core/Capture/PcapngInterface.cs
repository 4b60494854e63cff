namespace FinTracer.Capture;

/// <summary>What the packets of one interface of the current section need to be read.</summary>
readonly record struct PcapngInterface(int Id, LinkType LinkType, uint SnapLength, TimestampScale Clock);
