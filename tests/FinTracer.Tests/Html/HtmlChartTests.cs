using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Html;

/// <summary>The charts of the page show the values of the JSON report: read off the drawing, as a reader does.</summary>
public sealed class HtmlChartTests
{
    const string Puzzle = "captures/ab-puzzle/server.pcap.zst";

    static readonly string[] PortsRunOut = ["captures/ports-run-out/client.pcap.zst", "--ports", "32768-34767"];

    static readonly string[] Resets =
    [
        "captures/time-wait-assassinated/server.pcap", "captures/data-after-close/middle.pcap", "captures/data-crossed-fin-stream/middle.pcap", "captures/keepalive-race/middle.pcap",
    ];

    /// <summary>The topmost point of a colour in the plot, as a part of the plot's height from below, and in how many columns it stands there.</summary>
    const string Highest = """
        (name => {
          const canvas = document.querySelector('#tw-chart canvas'), over = document.querySelector('#tw-chart .u-over').getBoundingClientRect(), box = canvas.getBoundingClientRect();
          const scale = canvas.width / box.width, left = Math.round((over.left - box.left) * scale), top = Math.round((over.top - box.top) * scale);
          const width = Math.round(over.width * scale), height = Math.round(over.height * scale);
          const probe = document.createElement('canvas').getContext('2d');
          probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          probe.fillRect(0, 0, 1, 1);
          const wanted = probe.getImageData(0, 0, 1, 1).data, data = canvas.getContext('2d').getImageData(left, top, width, height).data;
          for (let y = 0; y < height; y++) {
            let columns = 0;
            for (let x = 0; x < width; x++) {
              const at = 4 * (y * width + x);
              if (data[at + 3] > 150 && [0, 1, 2].every(i => Math.abs(data[at + i] - wanted[i]) < 40)) columns++;
            }
            if (columns > 1) return { at: 1 - y / height, columns, width };
          }
          return null;
        })
        """;

    /// <summary>The port ceiling of 2,000 is drawn where the curve has its 2,000: at the top of a scale that reaches 8 % higher.</summary>
    [Fact]
    public async Task The_port_ceiling_stands_at_the_range_and_the_curve_reaches_it()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, PortsRunOut));
        Assert.Contains("One client has 2,000 local ports towards one service: the dashed line.", await browser.TextAsync("document.getElementById('tw-note').textContent"), StringComparison.Ordinal);
        JsonElement ceiling = await browser.EvaluateAsync(Highest + "('--bad')");
        Assert.InRange(ceiling.GetProperty("at").GetDouble(), (1 / 1.08) - 0.02, (1 / 1.08) + 0.02);
        Assert.InRange(ceiling.GetProperty("columns").GetInt32(), ceiling.GetProperty("width").GetInt32() / 4, ceiling.GetProperty("width").GetInt32()); // dashed
        Assert.Contains("2,000 of 2,000", await browser.TextAsync("tiles.textContent"), StringComparison.Ordinal);
    }

    /// <summary>Far below the ceiling the curve fills the scale, and the ceiling is shown when somebody asks for it.</summary>
    [Fact]
    public async Task A_ceiling_far_above_is_drawn_on_demand_only()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        Assert.Contains("One client has 28,232 local ports towards one service: 19 times the peak", await browser.TextAsync("document.getElementById('tw-note').textContent"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await browser.EvaluateAsync(Highest + "('--bad')")).ValueKind);
        Assert.InRange((await browser.EvaluateAsync(Highest + "('--r')")).GetProperty("at").GetDouble(), (1 / 1.08) - 0.02, (1 / 1.08) + 0.02);
        await browser.EvaluateAsync("[...document.querySelectorAll('#tw-chart .u-legend .u-series')].find(s => s.textContent.includes('port ceiling')).querySelector('th').click(); new Promise(done => setTimeout(done, 200))");
        Assert.InRange((await browser.EvaluateAsync(Highest + "('--bad')")).GetProperty("at").GetDouble(), (1 / 1.08) - 0.02, (1 / 1.08) + 0.02);
    }

    [Fact]
    public async Task Closers_are_drawn_in_their_shares()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        JsonElement closers = Json(Puzzle).GetProperty("services")[0].GetProperty("active_closers");
        JsonElement bars = await browser.EvaluateAsync("[...document.querySelectorAll('#closers .track > span')].map(s => [s.className, s.title, s.getBoundingClientRect().width / s.parentNode.getBoundingClientRect().width])");
        Assert.Equal(["c-responder", "c-initiator"], bars.EnumerateArray().Select(bar => bar[0].GetString()));
        foreach (JsonElement bar in bars.EnumerateArray())
        {
            string side = bar[0].GetString()![2..];
            long count = closers.GetProperty(side).GetInt64();
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{side} {count:N0}"), bar[1].GetString());
            Assert.Equal(count / 8010.0, bar[2].GetDouble(), 0.005);
        }
    }

    [Fact]
    public async Task Causes_are_drawn_in_their_numbers()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Resets));
        var causes = Json(Resets).GetProperty("total").GetProperty("reset_causes").EnumerateObject().ToDictionary(cause => cause.Name.Replace('_', ' '), cause => cause.Value.GetInt64());
        JsonElement bars = await browser.EvaluateAsync("[...document.querySelectorAll('#causes .bars')].map(b => [b.querySelector('.name').textContent, b.querySelector('.count').textContent, b.querySelector('.track > span').getBoundingClientRect().width / b.querySelector('.track').getBoundingClientRect().width])");
        Assert.Equal(causes.Count, bars.GetArrayLength());
        foreach (JsonElement bar in bars.EnumerateArray())
        {
            long count = causes[bar[0].GetString()!];
            Assert.Equal(count.ToString("N0", CultureInfo.InvariantCulture), bar[1].GetString());
            Assert.Equal((double)count / causes.Values.Max(), bar[2].GetDouble(), 0.02);
        }
    }

    /// <summary>Each bar of the idle times is as high as its number, and all together are the connections that the JSON report counts.</summary>
    [Fact]
    public async Task Idle_times_are_drawn_in_their_numbers()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        JsonElement idle = Json(Puzzle).GetProperty("total").GetProperty("idle_before_close");
        JsonElement[] bars = [.. (await browser.EvaluateAsync("[...document.querySelectorAll('#idle rect')].map(r => [r.textContent, +r.getAttribute('height'), r.getAttribute('class')])")).EnumerateArray()];
        long[] counts = [.. bars.Select(bar => long.Parse(bar[0].GetString()!.Split(": ")[1].Split(' ')[0].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))];
        Assert.Equal(idle.GetProperty("count").GetInt64(), counts.Sum());
        Assert.All(bars, bar => Assert.Equal("c-responder", bar[2].GetString()));
        double highest = bars.Max(bar => bar[1].GetDouble());
        for (int i = 0; i < bars.Length; i++) { Assert.Equal(Math.Max(1, highest * counts[i] / counts.Max()), bars[i][1].GetDouble(), 0.5); }
        // Bars are the histogram's buckets put together, so each has exactly what the report counts from the bar's bound on.
        JsonElement[] bounds = [.. (await browser.EvaluateAsync("JSON.parse(document.getElementById('meta-data').textContent).total.idleBars")).EnumerateArray()];
        foreach (JsonElement bar in bounds)
        {
            long counted = idle.GetProperty("histogram").EnumerateArray()
                .Where(bucket => bucket.GetProperty("from_s").GetDecimal() * 1e9m >= bar[0].GetInt64() && bucket.GetProperty("to_s").GetDecimal() * 1e9m <= bar[1].GetInt64())
                .Sum(bucket => bucket.GetProperty("count").GetInt64());
            Assert.Equal(counted, bar[2].GetInt64() + bar[3].GetInt64() + bar[4].GetInt64());
        }
    }

    /// <summary>The page lists so many connections and no more; its chart is about all of them.</summary>
    [Fact]
    public async Task Idle_times_are_drawn_of_all_connections_and_not_of_those_listed()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle, "--top", "3"));
        JsonElement idle = Json(Puzzle).GetProperty("total").GetProperty("idle_before_close");
        JsonElement drawn = await browser.EvaluateAsync("[JSON.parse(document.getElementById('rows').textContent).length, [...document.querySelectorAll('#idle rect')].reduce((sum, r) => sum + +r.textContent.split(': ')[1].split(' ')[0].replaceAll(',', ''), 0)]");
        Assert.Equal((3, idle.GetProperty("count").GetInt64()), (drawn[0].GetInt32(), drawn[1].GetInt64()));
    }

    /// <summary>A finding shows connections and frames, and leads to the ladder of each.</summary>
    [Fact]
    public async Task Findings_lead_to_the_ladders_of_what_shows_them()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Resets[^1]));
        JsonElement[] evidence = [.. Json(Resets[^1]).GetProperty("findings")[0].GetProperty("evidence").EnumerateArray()];
        string[] shown = [.. (await browser.EvaluateAsync("[...document.querySelectorAll('#findings .link')].map(b => b.textContent)")).EnumerateArray().Select(text => text.GetString()!)];
        Assert.Equal(evidence.Select(e => $"#{e.GetProperty("connection")} (frame {e.GetProperty("frame")})"), shown);
        for (int i = 0; i < evidence.Length; i++)
        {
            await browser.EvaluateAsync($"document.querySelectorAll('#findings .link')[{i}].click(); 0");
            await browser.UntilAsync("detail.open");
            Assert.StartsWith($"#{evidence[i].GetProperty("connection")} ", await browser.TextAsync("document.getElementById('d-title').textContent"), StringComparison.Ordinal);
            Assert.Contains($"frame {evidence[i].GetProperty("frame")}", await browser.TextAsync("document.querySelector('.ladder').textContent"), StringComparison.Ordinal);
            await browser.EvaluateAsync("document.getElementById('d-close').click(); 0");
        }
        Assert.Empty(browser.Complaints);
    }

    static JsonElement Json(params string[] captures) => JsonDocument.Parse(Fintracer.Run(["analyze", .. captures, "--format", "json"]).Output).RootElement;
}
