using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Commands of the README for a shell, which have no output beside them.</summary>
public sealed class ReadmeShellTests : IDisposable
{
    const string Build = "dotnet run --project src/FinTracer -c Release -- ";
    const string Live = "sudo fintracer live ";

    /// <summary>Commands that no test runs as they are, and why.</summary>
    static readonly Dictionary<string, string> NotRun = new()
    {
        ["dotnet test"] = "It is what runs this.",
        [Live + "-i eth0 -f 'tcp port 443'"] = "Needs such an interface and runs until Ctrl-C: below it is told one that is not there, and the tests of live captures run its like.",
        [Live + "-i any --format ndjson | jq -c 'select(.close.kind == \"aborted\")'"] = "The same.",
        [Live + "-i eth0 -w web.pcapng --rotate-size 100M"] = "The same.",
        [Live + "-i eth0 --format ndjson --metrics 9469 --kernel --quiet > closes.ndjson"] = "The same.",
    };

    readonly TemporaryFolder _folder = new();

    public ReadmeShellTests() => Directory.CreateSymbolicLink(_folder.Of("captures"), Repository.Captures);

    public void Dispose() => _folder.Dispose();

    /// <summary>In their order, in one folder with the captures; what they write is there afterwards.</summary>
    [Fact]
    public void Every_command_does_what_it_says()
    {
        string[] commands = [.. Commands()];
        Assert.All(NotRun.Keys, command => Assert.Contains(command, commands));
        string[] run = [.. commands.Where(command => !NotRun.ContainsKey(command))];
        Assert.True(run.Length > 4);
        foreach (string command in run) { Run(command.Replace(Build, "fintracer ", StringComparison.Ordinal)); } // it is built already
    }

    [Fact]
    public void Nothing_is_wrong_with_the_live_commands_but_the_interface()
    {
        string[] live = [.. NotRun.Keys.Where(command => command.StartsWith(Live, StringComparison.Ordinal))];
        Assert.Equal(4, live.Length);
        foreach (string command in live)
        {
            string alone = command[Live.Length..].Split(" | ")[0].Split(" > ")[0];
            string[] words = [.. Readme.Words(alone).Select(word => word is "eth0" or "any" ? "no-such-card" : word)];
            (int exitCode, _, string error) = Fintracer.RunIn(_folder.Path, ["live", .. words]);
            Assert.True(exitCode is 3 or 4, $"{command}: exit code {exitCode}, {error}");
        }
    }

    void Run(string command)
    {
        string[] words = Readme.Words(command);
        if (words[0] == "tshark")
        {
            string[] arguments = [.. words[1..].Select(word => word.EndsWith(".pcapng", StringComparison.Ordinal) ? _folder.Of(word) : word)];
            if (Tool.Exists("tshark")) { Assert.NotEmpty(Tool.Run("tshark", arguments)); }
            return;
        }

        Assert.Equal("fintracer", words[0]);
        (int exitCode, string output, string error) = Fintracer.RunIn(_folder.Path, words[1..]);
        Assert.True(exitCode == 0 && error.Length == 0, $"{command}: exit code {exitCode}, {error}");
        Match written = Regex.Match(command, @"(?: -o| annotate \S+) (\S+)$");
        Assert.True(written.Success ? new FileInfo(_folder.Of(written.Groups[1].Value)).Length > 0 : output.Length > 0, command);
    }

    static IEnumerable<string> Commands() => Readme.Blocks("sh").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
