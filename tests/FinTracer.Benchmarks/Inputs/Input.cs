using System.IO;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>A capture made for measuring.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="File">Where it is.</param>
/// <param name="Counts">What is in it.</param>
internal sealed record Input(string Name, string Description, string File, InputCounts Counts)
{
    /// <summary>Its length, octets.</summary>
    public long Length => new FileInfo(File).Length;
}
