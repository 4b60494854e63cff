using System;
using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace FinTracer.Fuzz.Guided;

/// <summary>
/// Where instrumented code counts the branches it takes, in this process: what afl-fuzz holds in shared memory. Counts are taken by their size only, as
/// afl-fuzz does, so that a loop gone round once more is nothing new, and one gone round ten times more is.
/// </summary>
sealed unsafe class CoverageMap : IDisposable
{
    const int Places = 1 << 16;

    readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Places);
    readonly byte[] _seen = new byte[Places];

    /// <summary>From here on this process counts into this map.</summary>
    public CoverageMap() => Trace.SharedMem = _counts;

    /// <summary>Branches seen at all.</summary>
    public int Branches { get; private set; }

    /// <summary>Forgets the counts, before an input.</summary>
    public void Clear()
    {
        new Span<byte>(_counts, Places).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>After an input: true when it took a branch, or took one so often, as none did before.</summary>
    public bool TakeNew()
    {
        bool fresh = false;
        ulong* words = (ulong*)_counts;
        for (int word = 0; word < Places / sizeof(ulong); word++)
        {
            if (words[word] == 0) { continue; }
            for (int at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                if (_counts[at] == 0) { continue; }
                byte size = (byte)(1 << Math.Min(7, BitOperations.Log2(_counts[at])));
                if ((_seen[at] & size) != 0) { continue; }
                Branches += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= size;
                fresh = true;
            }
        }
        return fresh;
    }

    public void Dispose()
    {
        // Instrumented code counts to the end of the process: the map is left to it.
        GC.SuppressFinalize(this);
    }
}
