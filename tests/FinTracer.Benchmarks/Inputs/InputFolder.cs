using System;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>The folder where inputs are kept from run to run. A file is kept when it is as long as its tally says.</summary>
internal sealed class InputFolder(string path)
{
    const int Generation = 1; // raised when the same shape gives other bytes

    /// <summary>Where the folder is when nobody says.</summary>
    public static string Usual => Path.Combine(Path.GetTempPath(), "fintracer-benchmarks");

    /// <summary>The folder.</summary>
    public string Location => path;

    /// <summary>The input of that name, made now when it is not there yet.</summary>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="description">For the report.</param>
    /// <param name="traffic">What is played.</param>
    /// <param name="snapLength">Octets kept of each frame; null: all.</param>
    /// <param name="talk">Hears that it is being made.</param>
    public Input Get(string name, string description, Traffic traffic, int? snapLength, Action<string> talk)
    {
        Directory.CreateDirectory(path);
        string suffix = snapLength is { } snap ? string.Create(CultureInfo.InvariantCulture, $"-snap{snap}") : "";
        string file = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{name}{suffix}-g{Generation}.pcap"));
        string tally = TallyOf(file);
        if (Kept(file, tally) is { } counts)
        {
            return new Input(name, description, file, counts);
        }

        talk($"making {file}");
        counts = Make(file, traffic, snapLength);
        File.WriteAllText(tally, JsonSerializer.Serialize(counts));
        return new Input(name, description, file, counts);
    }

    /// <summary>Deletes an input.</summary>
    public static void Remove(Input input)
    {
        File.Delete(input.File);
        File.Delete(TallyOf(input.File));
    }

    static string TallyOf(string file) => file + ".json";

    static InputCounts? Kept(string file, string tally) =>
        File.Exists(file) && File.Exists(tally)
        && JsonSerializer.Deserialize<InputCounts>(File.ReadAllText(tally)) is { } counts && counts.Octets == new FileInfo(file).Length ? counts : null;

    static InputCounts Make(string file, Traffic traffic, int? snapLength)
    {
        string unfinished = $"{file}.{Environment.ProcessId}.part";
        try
        {
            InputCounts counts = Write(new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 0), traffic, snapLength);
            File.Move(unfinished, file, overwrite: true);
            return counts;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Plays traffic into a stream, and closes it.</summary>
    public static InputCounts Write(Stream to, Traffic traffic, int? snapLength)
    {
        using var capture = new PcapStream(to, snapLength, traffic.LeastFrameLength);
        return new TrafficPlayer(traffic, capture).Play();
    }
}
