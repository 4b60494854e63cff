using System;

namespace FinTracer.Fuzz;

/// <summary>Something that takes any octets and must neither throw, nor loop, nor say anything false about them.</summary>
public interface IFuzzTarget
{
    /// <summary>The name on the command line and of its folders.</summary>
    string Name { get; }

    /// <summary>Takes an input. Whatever it throws is a finding; <see cref="BrokenPromiseException"/> when an oracle contradicts.</summary>
    void Run(ReadOnlySpan<byte> input);
}
