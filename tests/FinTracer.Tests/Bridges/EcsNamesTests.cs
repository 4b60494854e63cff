using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FinTracer.Tests.Bridges;

/// <summary>The names that the README gives for the Elastic Common Schema are names of it, and the values of fields with given values are among them.</summary>
public sealed class EcsNamesTests
{
    static readonly Dictionary<string, string[]> Fields = File.ReadLines(Path.Combine(Repository.Root, "tests/FinTracer.Tests/Bridges/ecs-fields.tsv"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToDictionary(fields => fields[0], fields => fields.Length > 2 ? fields[2].Split(',') : []);

    [Fact]
    public void Every_documented_field_is_in_the_schema()
    {
        string[] named = [.. Rows().SelectMany(row => Regex.Matches(row[0], "`([^`]+)`").Select(match => match.Groups[1].Value))];
        Assert.True(named.Length > 15);
        foreach (string name in named.Where(name => !name.StartsWith("fintracer.", StringComparison.Ordinal)))
        {
            Assert.True(name.EndsWith(".*", StringComparison.Ordinal) ? Fields.Keys.Any(field => field.StartsWith(name[..^1], StringComparison.Ordinal)) : Fields.ContainsKey(name), name);
        }
    }

    /// <summary>What stands beside them are fields of a record, but for values that are the same for all.</summary>
    [Fact]
    public void What_stands_beside_them_is_in_the_record()
    {
        string record = Fintracer.Run("analyze", "captures/server-closes-first/client.pcap", "captures/server-closes-first/server.pcap", "--format", "ndjson").Output;
        using JsonDocument fields = JsonDocument.Parse(record.Split('\n')[0]);
        string[] named = [.. Rows().Where(row => !row[0].Contains("event.kind", StringComparison.Ordinal) && !row[0].Contains("network.transport", StringComparison.Ordinal))
            .SelectMany(row => Regex.Matches(row[1], "`([^`]+)`").Select(match => match.Groups[1].Value))];
        Assert.True(named.Length > 10);
        Assert.All(named, name => _ = name.Split('.').Aggregate(fields.RootElement, (element, part) => element.GetProperty(part)));
    }

    /// <summary>The sides that are also client and server have the same fields there.</summary>
    [Theory]
    [InlineData("client")]
    [InlineData("server")]
    public void What_stands_for_a_side_has_its_fields(string set)
        => Assert.All((string[])["ip", "port", "packets"], field => Assert.True(Fields.ContainsKey($"{set}.{field}")));

    [Fact]
    public void Categories_are_those_of_the_schema()
    {
        string[] row = Rows().Single(row => row[0].Contains("event.category", StringComparison.Ordinal));
        Assert.Contains("`event`", row[1], StringComparison.Ordinal);
        Assert.Contains("event", Fields["event.kind"]);
        Assert.Contains("[\"network\"]", row[1], StringComparison.Ordinal);
        Assert.Contains("network", Fields["event.category"]);
        Assert.Contains("[\"connection\", \"end\"]", row[1], StringComparison.Ordinal);
        Assert.Subset(Fields["event.type"].ToHashSet(), new HashSet<string> { "connection", "end" });
    }

    /// <summary>The rows of the table, two cells each.</summary>
    static IEnumerable<string[]> Rows()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        return readme[readme.IndexOf("| ECS |", StringComparison.Ordinal)..].Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim('|').Split(" | "));
    }
}
