using System.Collections.Generic;
using System.Linq;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Model;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Properties;

/// <summary>
/// Two tiny endpoints of RFC 9293, written apart, close on each other under loss, reordering and duplication. What they know themselves is the truth: with all that
/// passed the tap the verdict equals it; with gaps it equals it or says that it is not certain.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    const int Few = 6000;

    [Fact]
    public void With_a_complete_capture_the_verdict_is_the_endpoints_own()
    {
        SortedDictionary<string, int> kinds = [];
        ModelPlans.Complete.Try(Few, plan =>
        {
            ModelPlay play = ModelPlay.Of(plan);
            if (!play.IsOfUse)
            {
                return null;
            }

            IReadOnlyList<ConnectionReport> reports = Engine.Trace(play.Captured, new(play.EndNs));
            ModelTruth truth = ModelTruth.Of(play);
            Count(kinds, $"{truth.Kind} {truth.Closer}");
            return reports.Count == 1 && truth == ModelTruth.Of(reports[0]) ? null : Text(play, truth, reports);
        });

        output.WriteLine(string.Join(", ", kinds.Select(k => $"{k.Value} {k.Key}")));
        Assert.Equal(6, kinds.Count);
        Assert.All(kinds, kind => Assert.True(kind.Value > Few / 100, $"only {kind.Value} {kind.Key}"));
    }

    [Fact]
    public void With_gaps_in_the_capture_the_verdict_is_the_endpoints_own_or_is_not_certain()
    {
        SortedDictionary<string, int> outcomes = [];
        ModelPlans.WithGaps.Try(Few, plan =>
        {
            ModelPlay play = ModelPlay.Of(plan);
            if (!play.IsOfUse || !ModelEvidence.IsShown(play))
            {
                Count(outcomes, "no trace");
                return null;
            }

            IReadOnlyList<ConnectionReport> reports = Engine.Trace(play.Captured, new(play.EndNs));
            ModelTruth truth = ModelTruth.Of(play);
            bool isSame = reports.Count == 1 && truth.WithoutTimers() == ModelTruth.Of(reports[0]).WithoutTimers();
            Count(outcomes, $"{(isSame ? "equal" : "other")}, {reports[0].Close.Confidence}");
            return isSame || reports.Any(r => r.Close.Confidence != Confidence.Certain) ? null : Text(play, truth, reports);
        });

        output.WriteLine(string.Join(", ", outcomes.Select(o => $"{o.Value} {o.Key}")));
        Assert.True(outcomes["no trace"] < outcomes.Values.Sum() / 5, "too many plays leave no trace");
        Assert.True(outcomes[$"equal, {Confidence.Certain}"] > outcomes.Values.Sum() / 2, "too few verdicts are certain");
    }

    /// <summary>
    /// Plays that lie beyond the few: a RST without effect between the states and the FIN that came later (with gaps), TIME-WAIT of a side that a later copy of its
    /// FIN shows to have closed second (complete), a FIN that was overtaken without being the first transmission (with gaps), and a TIME-WAIT that only began when a
    /// lost ACK was repeated (complete).
    /// </summary>
    [Theory]
    [InlineData(113364, true)]
    [InlineData(75712, false)]
    [InlineData(1270740, true)]
    [InlineData(2741932, false)]
    public void A_play_that_was_once_told_wrong_is_told_right(uint number, bool withGaps)
    {
        ModelPlay play = ModelPlay.Of((withGaps ? ModelPlans.WithGaps : ModelPlans.Complete).Numbered(number));
        Assert.True(play.IsOfUse);
        ConnectionReport report = Assert.Single(Engine.Trace(play.Captured, new(play.EndNs)));
        Assert.Equal(ModelTruth.Of(play).WithoutTimers(), ModelTruth.Of(report).WithoutTimers());
        Assert.True(withGaps || ModelTruth.Of(play) == ModelTruth.Of(report), Text(play, ModelTruth.Of(play), [report]));
    }

    static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    static string Text(ModelPlay play, ModelTruth truth, IReadOnlyList<ConnectionReport> reports) =>
        $"endpoints: {truth}\n{string.Join('\n', reports.Select(r => $"report: {ModelTruth.Of(r)} {r.Close.Confidence}"))}\n{ModelText.Of(play)}";
}
