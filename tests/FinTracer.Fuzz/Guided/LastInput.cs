using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace FinTracer.Fuzz.Guided;

/// <summary>The input being run, in a mapped file: it is still there when the process dies of it (a stack that overflows can be caught by nobody).</summary>
sealed class LastInput(string path, int longest) : IDisposable
{
    readonly MemoryMappedViewAccessor _octets = MemoryMappedFile
        .CreateFromFile(path, FileMode.Create, null, longest + sizeof(int))
        .CreateViewAccessor();

    public void Set(byte[] input)
    {
        _octets.Write(0, input.Length);
        _octets.WriteArray(sizeof(int), input, 0, input.Length);
    }

    public void Dispose() => _octets.Dispose();
}
