using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Html;

/// <summary>The policy of the page that <c>analyze --format html</c> writes: what it says, and that a browser holds the page to it.</summary>
public sealed class HtmlPolicyTests
{
    const string Capture = "captures/keepalive-race/middle.pcap";

    [Fact]
    public void It_allows_the_page_s_own_style_and_scripts_by_their_hashes_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string page = File.ReadAllText(PageReports.Write(folder, Capture));
        string policy = Assert.Single(Regex.Matches(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\">")).Groups[1].Value;
        string[] scripts = [.. Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline).Select(match => HashOf(match.Groups[1].Value))];
        string style = HashOf(Assert.Single(Regex.Matches(page, "<style>(.*?)</style>", RegexOptions.Singleline)).Groups[1].Value);
        Assert.Equal(2, scripts.Length);
        Assert.Equal($"default-src 'none'; script-src {scripts[0]} {scripts[1]}; style-src {style}; base-uri 'none'; form-action 'none'", policy);
        Assert.True(page.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < page.IndexOf("<style", StringComparison.Ordinal), "the policy stands behind what it is for");
        Assert.DoesNotMatch("(?i)<(link|img|iframe|object|embed|base|form)[ >]|<script [^>]*src|@import|url\\(", page);
        Assert.DoesNotMatch("(?i)<[a-z]+ [^>]*\\son[a-z]+=", Regex.Replace(page, "<script.*?</script>", "", RegexOptions.Singleline));
    }

    [Theory]
    [InlineData("fetch(ADDRESS).catch(() => 0)")]
    [InlineData("new Image().src = ADDRESS; 0")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { src: ADDRESS })); 0")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = \"owned\"' })); 0")]
    [InlineData("document.body.append(Object.assign(document.createElement('iframe'), { src: ADDRESS })); 0")]
    public async Task A_browser_refuses_what_it_does_not_allow(string attempt)
    {
        using var folder = new TemporaryFolder();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Capture));
        await browser.EvaluateAsync("window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective)); 0");
        await browser.EvaluateAsync(attempt.Replace("ADDRESS", $"'http://{server.LocalEndpoint}/x'", StringComparison.Ordinal));
        await browser.UntilAsync("refused.length > 0");
        Assert.StartsWith("FinTracer: ", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Equal(0, await OctetsSentToAsync(server));
    }

    /// <summary>Everything the page can do by itself: findings, ladders, search, the other colours.</summary>
    [Fact]
    public async Task Nothing_that_the_page_does_asks_the_network()
    {
        using var folder = new TemporaryFolder();
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(PageReports.Write(folder, Capture));
        await browser.EvaluateAsync("for (const button of document.querySelectorAll('button')) if (!button.closest('#detail')) button.click(); 0");
        await browser.UntilAsync("detail.open");
        await browser.PreferAsync("dark");
        await browser.EvaluateAsync("search.value = '80'; search.dispatchEvent(new Event('input')); new Promise(done => setTimeout(done, 300))");
        Assert.Empty(browser.Requests);
        Assert.Empty(browser.Complaints);
    }

    /// <summary>A browser may connect ahead of what it thinks will be asked for; what counts is what it says then.</summary>
    static async Task<int> OctetsSentToAsync(TcpListener server)
    {
        int octets = 0;
        while (server.Pending())
        {
            using Socket connection = await server.AcceptSocketAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try { octets += await connection.ReceiveAsync(new byte[1024], patience.Token); }
            catch (OperationCanceledException) { }
        }

        return octets;
    }

    static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
