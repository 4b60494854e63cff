using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Reporting.Html;
using FinTracer.Tests.Reporting;
using FinTracer.Tests.Sources;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Html;

/// <summary>The page as a file, and as a browser shows it.</summary>
public sealed class HtmlReportTests
{
    const string Puzzle = "captures/ab-puzzle/server.pcap.zst";
    const int ArrowDown = 40, Enter = 13;

    static readonly string[] Resets =
    [
        "captures/time-wait-assassinated/server.pcap", "captures/data-after-close/middle.pcap", "captures/middlebox-resets-both/middle.pcap", "captures/keepalive-race/middle.pcap",
    ];

    [Fact]
    public void Connections_are_written_as_they_come()
    {
        using var stream = new MemoryStream();
        using var writer = new HtmlReportWriter(stream, Writing.OneName);
        for (int i = 1; i <= 5000; i++) { writer.Connection(Open(i)); }
        Assert.InRange(stream.Length, 400_000, long.MaxValue); // of about 650,000; the rest waits in a block
    }

    [Fact]
    public void Nothing_from_outside_can_end_an_element()
    {
        string page = Page("<script>alert(1)</script><!--.pcap");
        Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
        foreach (Match data in Regex.Matches(page, "<script type=\"application/json\" id=\"[a-z-]+\">(.*?)</script>", RegexOptions.Singleline))
        {
            Assert.DoesNotContain('<', data.Groups[1].Value);
            using var parsed = JsonDocument.Parse(data.Groups[1].Value);
        }
    }

    [Fact]
    public async Task A_browser_shows_it_without_complaint_and_without_a_request()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        Assert.Contains("8,010 connections. The responder closed first in 99.9 %. 10.82.10.2 entered 8,000 TIME-WAITs", await browser.TextAsync("lead.textContent"), StringComparison.Ordinal);
        Assert.Contains("server-closes-first", await browser.TextAsync("findings.textContent"), StringComparison.Ordinal);
        Assert.True((await browser.EvaluateAsync("document.querySelectorAll('#tw-chart canvas').length")).GetInt32() > 0, "no chart");
        Assert.Equal(["8,010 connections"], [await browser.TextAsync("count.textContent")]);
        string light = await browser.TextAsync("getComputedStyle(document.body).backgroundColor");
        await browser.PreferAsync("dark");
        Assert.NotEqual(light, await browser.TextAsync("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Requests);
    }

    [Fact]
    public async Task The_search_finds_and_the_columns_sort()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        int reuses = Records(Puzzle).Count(record => record.GetProperty("initiator").GetProperty("port").GetInt32() == 33048);
        await browser.EvaluateAsync("search.value = ':33048'; search.dispatchEvent(new Event('input'))");
        await browser.UntilAsync($"count.textContent === '{reuses} of 8,010 connections'");
        Assert.Equal(reuses, (await browser.EvaluateAsync("document.querySelectorAll('.body .r').length")).GetInt32());
        await browser.EvaluateAsync("document.getElementById('clear').click()");
        await browser.UntilAsync("count.textContent === '8,010 connections'");
        await browser.EvaluateAsync("document.querySelector('#head > .id button').click(); 0");
        Assert.Equal("8,010", await browser.TextAsync("document.querySelector('.body .r .id').textContent"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_row_opens_its_ladder_with_every_reason_of_the_record()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Resets));
        JsonElement[] records = [.. Records(Resets).OrderBy(record => record.GetProperty("id").GetInt64())];
        for (int i = 0; i < records.Length; i++)
        {
            await browser.EvaluateAsync($"document.getElementById('row-{i}').click()");
            await browser.UntilAsync("detail.open");
            string shown = await browser.TextAsync("detail.textContent");
            foreach (JsonElement reason in records[i].GetProperty("close").GetProperty("reasons").EnumerateArray()
                .Concat(records[i].GetProperty("resets").EnumerateArray().SelectMany(reset => reset.GetProperty("reasons").EnumerateArray())))
            {
                Assert.Contains(reason.GetString()!, shown, StringComparison.Ordinal);
            }
            Assert.Contains(records[i].GetProperty("wireshark_filter").GetString()!, shown, StringComparison.Ordinal);
            int resets = records[i].GetProperty("resets").GetArrayLength();
            Assert.Equal(resets, (await browser.EvaluateAsync("document.querySelectorAll('.ladder .rst').length")).GetInt32());
            await browser.EvaluateAsync("document.getElementById('d-close').click()");
        }
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Resets));
        await browser.PressAsync("/", 191);
        Assert.Equal("search", await browser.TextAsync("document.activeElement.id"));
        await browser.EvaluateAsync("document.getElementById('body').focus()");
        await browser.PressAsync("ArrowDown", ArrowDown);
        await browser.PressAsync("Enter", Enter);
        await browser.UntilAsync("detail.open");
        Assert.StartsWith("#2", await browser.TextAsync("document.getElementById('d-title').textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_name_runs_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("report.html");
        File.WriteAllText(path, Page("</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">.pcap"));
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(path);
        Assert.StartsWith("FinTracer: </script>", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Equal("0", await browser.TextAsync("document.querySelectorAll('img').length"));
        await browser.EvaluateAsync("document.getElementById('row-0').click()");
        await browser.UntilAsync("detail.open");
        Assert.StartsWith("FinTracer: </script>", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Requests);
    }

    /// <summary>From the file to the browser: its name, its interface's, its comments, its filter.</summary>
    [Fact]
    public async Task A_hostile_capture_runs_nothing()
    {
        const string Owned = "</script><img src=x onerror=document.title='owned'>";
        using var folder = new TemporaryFolder();
        string capture = folder.Of(Owned.Replace('/', '|') + "\u202e.pcapng"), path = folder.Of("report.html");
        byte[] comment = [.. PcapngBuilder.Option(false, 1, Encoding.UTF8.GetBytes(Owned)), 0, 0, 0, 0];
        PcapngBuilder built = new PcapngBuilder().Section().Interface(name: Owned, resolution: 9);
        using (CaptureReader reader = CaptureFormats.Open(File.OpenRead(Path.Combine(Repository.Captures, "data-after-close", "middle.pcap")), new CaptureInput("middle"))!)
        {
            while (reader.TryRead(out Frame frame)) { built.Enhanced(0, (ulong)frame.TimestampNs, frame.Data, options: comment); }
        }
        File.WriteAllBytes(capture, built.ToArray());
        Assert.Equal(0, Fintracer.Run("analyze", capture, "--format", "html", "-o", path).ExitCode);
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(path);
        await browser.EvaluateAsync("document.getElementById('row-0').click()");
        await browser.UntilAsync("detail.open");
        Assert.Equal("0", await browser.TextAsync("document.querySelectorAll('img').length"));
        Assert.Contains("onerror", await browser.TextAsync("document.getElementById('meta').textContent"), StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.StartsWith("FinTracer: ", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Requests);
    }

    [Fact]
    public async Task What_is_searched_is_put_together_while_the_page_is_idle_and_narrowed_as_one_types()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Puzzle));
        await browser.UntilAsync("document.documentElement.dataset.indexed === 'all'");
        string[] addresses = [.. Records(Puzzle).Select(record => $"{record.GetProperty("initiator").GetProperty("address")}:{record.GetProperty("initiator").GetProperty("port")}")];
        foreach (string text in (string[])[":3304", ":33048", ":330", ":3305 graceful", ":3305 graceful reused"])
        {
            await browser.EvaluateAsync($"search.value = '{text}'; search.dispatchEvent(new Event('input'))");
            int expected = text.Contains("reused", StringComparison.Ordinal)
                ? Records(Puzzle).Count(record => record.GetProperty("initiator").GetProperty("port").GetInt32() / 10 == 3305 && record.GetProperty("time_wait").EnumerateArray().Any(entry => entry.GetProperty("ended").GetString() == "reused"))
                : addresses.Count(address => address.Contains(text.Split(' ')[0], StringComparison.Ordinal));
            await browser.UntilAsync($"count.textContent.startsWith('{expected} of ')");
        }
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_hundred_thousand_connections_are_searched_with_a_few_rows_drawn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Of("big.html");
        File.WriteAllText(path, Writing.Html(Enumerable.Range(1, 100_000).Select(i =>
            Open(i, $"10.{i % 7}.{i / 256 % 256}.{i % 256}:{1024 + (i % 60000)}", "10.9.9.9:443").ClosedBy(Tracking.Role.Responder))));
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(path);
        Assert.InRange((await browser.EvaluateAsync("document.querySelectorAll('.body .r').length")).GetInt32(), 5, 100);
        await browser.EvaluateAsync("search.value = '#77777 '; search.dispatchEvent(new Event('input'))");
        await browser.UntilAsync("document.querySelectorAll('.body .r').length === 1");
        Assert.Equal("77,777", await browser.TextAsync("document.querySelector('.body .r .id').textContent"));
        Assert.Empty(browser.Complaints);
    }

    /// <summary>A page with one connection, made from a file of that name (which need not exist).</summary>
    static string Page(string name) => Writing.Html([Open().ClosedBy(Tracking.Role.Responder).WithReset(LateReset())], [Writing.InputOf(name)]);

    static JsonElement[] Records(params string[] captures)
        => [.. Fintracer.Run(["analyze", .. captures, "--format", "ndjson"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
