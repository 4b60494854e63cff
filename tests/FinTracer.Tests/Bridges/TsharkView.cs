using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Tests.TestKit;

namespace FinTracer.Tests.Bridges;

/// <summary>
/// What tshark makes of a capture: for each of many display filters the frames it lets through, and the Community IDs of each frame. One run does
/// it all: a script taps the dissection once a filter.
/// </summary>
sealed class TsharkView
{
    readonly List<long>[] _shown;
    readonly Dictionary<long, string[]> _communityIds = [];

    TsharkView(int filters) => _shown = [.. Enumerable.Range(0, filters).Select(_ => new List<long>())];

    /// <summary>Frames that the filter with this index shows.</summary>
    public IReadOnlyList<long> Shown(int filter) => _shown[filter];

    /// <summary>The Community IDs of a frame, one a layer that has one.</summary>
    public IReadOnlyList<string> CommunityIds(long frame) => _communityIds.GetValueOrDefault(frame, []);

    /// <summary>Reads a capture through tshark.</summary>
    public static TsharkView Of(string capture, IReadOnlyList<string> filters)
    {
        string script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, Script(filters));
            string output = Tool.Run(
                "tshark", "-r", capture, "-X", $"lua_script:{script}", "--enable-protocol", "communityid", "-T", "fields", "-e", "frame.number", "-e", "communityid");
            var view = new TsharkView(filters.Count);
            foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) { view.Take(line); }
            return view;
        }
        finally
        {
            File.Delete(script);
        }
    }

    static string Script(IReadOnlyList<string> filters)
    {
        var script = new StringBuilder("local function show(index, filter)\n  local tap = Listener.new(nil, filter)\n")
            .Append("  function tap.packet(pinfo) print(\"shown \" .. index .. \" \" .. pinfo.number) end\nend\n");
        for (int i = 0; i < filters.Count; i++) { script.Append(CultureInfo.InvariantCulture, $"show({i}, \"{filters[i]}\")\n"); }
        return script.ToString();
    }

    void Take(string line)
    {
        if (line.StartsWith("shown ", StringComparison.Ordinal))
        {
            string[] words = line.Split(' ');
            _shown[int.Parse(words[1], CultureInfo.InvariantCulture)].Add(long.Parse(words[2], CultureInfo.InvariantCulture));
            return;
        }
        string[] fields = line.Split('\t');
        if (fields.Length == 2 && fields[1].Length > 0)
        {
            _communityIds[long.Parse(fields[0], CultureInfo.InvariantCulture)] = fields[1].Split(',');
        }
    }
}
