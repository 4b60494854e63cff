using FinTracer.Segments;

namespace FinTracer;

/// <summary>A four-tuple that occurs in a batch: the ends in the order of its first segment there, and the hash under which the flow table has it.</summary>
readonly struct BatchTuple(Endpoint first, Endpoint second, ulong hash)
{
    /// <summary>Who sent its first segment in the batch.</summary>
    public readonly Endpoint First = first;

    /// <summary>The other end.</summary>
    public readonly Endpoint Second = second;

    /// <summary>Under the seed of the run.</summary>
    public readonly ulong Hash = hash;
}
