using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>All that is added up of the connections of one initiator to one service. Services, hosts and the whole follow from these groups.</summary>
internal sealed class GroupTally
{
    /// <summary>How they ended.</summary>
    public CloseTally Close { get; } = new();

    /// <summary>The initiator's ports.</summary>
    public PortTally Ports { get; } = new();

    public void Add(in ConnectionReport connection, FindingThresholds thresholds)
    {
        Close.Add(connection, thresholds);
        Ports.Add(connection);
    }

    public void MergeWith(GroupTally other)
    {
        Close.MergeWith(other.Close);
        Ports.MergeWith(other.Ports);
    }
}
