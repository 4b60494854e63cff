using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace FinTracer.Tests.Oracle;

/// <summary>Tab-separated tables with a header line, plain or gzip.</summary>
internal static class OracleTable
{
    /// <summary>Each row as a look-up of cells by column name.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", System.StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        string[] names = (reader.ReadLine() ?? "").Split('\t');
        while (reader.ReadLine() is { } line)
        {
            yield return names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }
}
