using System.Linq;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>The big stories (ab against nginx, ports that run out), in every cell in which they are recorded, at both hosts.</summary>
public sealed class CrowdTruthTests
{
    public static TheoryData<string, string> Captures =>
        [.. Recording.BigStories.SelectMany(_ => (string[])["client", "server"], (story, vantage) => new TheoryDataRow<string, string>(story, vantage))];

    [Fact]
    public void Big_stories_are_recorded() => Assert.Equal(["ab-keep-alive", "ab-puzzle", "ports-run-out", "time-wait-pile-up"], Recording.BigStories);

    [Theory]
    [MemberData(nameof(Captures))]
    public void Sums_held_time_waits_and_ports_are_the_kernels(string story, string vantage)
        => Assert.All(Recording.Of(story), recording => CrowdComparison.Check(recording, vantage));
}
