namespace FinTracer.Benchmarks.Inputs;

/// <summary>Addresses and ports of a connection; addresses as big-endian numbers.</summary>
internal readonly record struct FlowTuple(uint ClientAddress, ushort ClientPort, uint ServerAddress, ushort ServerPort)
{
    /// <summary>A number that looks random and is always the same for the same tuple (splitmix64).</summary>
    public ulong Hash()
    {
        ulong z = ((ulong)ClientAddress << 32 | ServerAddress) + (((ulong)ClientPort << 16 | ServerPort) * 0x9E37_79B9_7F4A_7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
