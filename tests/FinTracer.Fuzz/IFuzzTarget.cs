using System;
using System.Collections.Generic;

namespace FinTracer.Fuzz;

/// <summary>Something that takes any octets and must neither throw, nor loop, nor say anything false about them.</summary>
public interface IFuzzTarget
{
    /// <summary>The name on the command line and of its folders.</summary>
    string Name { get; }

    /// <summary>Octets beyond which an input is only slower, not other.</summary>
    int Longest => 4096;

    /// <summary>A long run keeps every promise with one input in so many, and with each that reaches something new.</summary>
    int WholeShare => 64;

    /// <summary>Words of its language, for a fuzzer to write; empty where damage alone finds the way.</summary>
    IReadOnlyList<byte[]> Words => [];

    /// <summary>False for an input that the target would not even begin with: it is not counted as run.</summary>
    bool Takes(ReadOnlySpan<byte> input) => true;

    /// <summary>Takes an input and keeps every promise. Whatever it throws is a finding; <see cref="BrokenPromiseException"/> when an oracle contradicts.</summary>
    void Run(ReadOnlySpan<byte> input);

    /// <summary>The same way, without the promises that cost far more than the way itself. A long run does this with each input, and <see cref="Run"/> with a part.</summary>
    void Glance(ReadOnlySpan<byte> input) => Run(input);
}
