namespace FinTracer.Capture;

/// <summary>Takes the blocks of a pcapng capture as they are read.</summary>
public interface IPcapngBlocks
{
    /// <summary>Takes a block. Blocks that contradict themselves are not handed over: the input's problems tell of them.</summary>
    void Take(in PcapngBlock block);
}
