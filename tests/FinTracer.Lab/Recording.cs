using System.Collections.Generic;
using System.IO;
using ZstdSharp;

namespace FinTracer.Lab;

/// <summary>The capture files of a played story.</summary>
internal static class Recording
{
    const int StrongestPractical = 19;

    /// <summary>The three vantages and their files.</summary>
    public static SortedDictionary<string, string> Names => new()
    {
        ["client"] = "client.pcap",
        ["middle"] = "middle.pcap",
        ["server"] = "server.pcap",
    };

    /// <summary>Compresses the captures of a big story at its two hosts; the middle's would add nothing for its size.</summary>
    public static SortedDictionary<string, string> Compress(string folder)
    {
        File.Delete(Path.Combine(folder, Names["middle"]));
        var compressed = new SortedDictionary<string, string>();
        foreach (string vantage in (string[])["client", "server"])
        {
            string plain = Path.Combine(folder, Names[vantage]);
            compressed[vantage] = Names[vantage] + ".zst";
            using (var compressor = new Compressor(StrongestPractical))
            {
                File.WriteAllBytes(plain + ".zst", compressor.Wrap(File.ReadAllBytes(plain)).ToArray());
            }

            File.Delete(plain);
        }

        return compressed;
    }
}
