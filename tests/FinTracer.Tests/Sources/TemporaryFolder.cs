using System;
using System.IO;

namespace FinTracer.Tests.Sources;

/// <summary>A folder of its own for one test, gone when the test is.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fintracer-").FullName;

    /// <summary>Writes a file, making its folders, and gives its path.</summary>
    public string Write(string name, byte[] octets)
    {
        string path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, octets);
        return path;
    }

    /// <summary>Names of the files in it.</summary>
    public string[] Files() => [.. System.Linq.Enumerable.Order(System.Linq.Enumerable.Select(Directory.GetFiles(Path), file => System.IO.Path.GetFileName(file)), StringComparer.Ordinal)];

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
