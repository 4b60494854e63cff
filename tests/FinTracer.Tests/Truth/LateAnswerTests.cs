using System.Collections.Generic;
using System.Linq;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>What a late segment drew, and what provoked a RST, are two sides of one thing: every recording tells the same on both.</summary>
public sealed class LateAnswerTests
{
    public static TheoryData<string> Stories => [.. Recording.Stories, .. Recording.BigStories];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_rst_and_the_late_segment_that_provoked_it_name_each_other(string story)
    {
        List<string> wrong = [];
        foreach (Recording recording in Recording.Of(story))
        {
            foreach ((string vantage, IReadOnlyList<ConnectionReport> reports) in recording.Reports)
            {
                wrong.AddRange(reports.SelectMany(Contradictions).Select(words => $"{recording.Cell}, {vantage}: {words}"));
            }
        }

        Assert.True(wrong.Count == 0, $"{story}:\n{string.Join('\n', wrong)}");
    }

    static IEnumerable<string> Contradictions(ConnectionReport report)
    {
        foreach (ResetReport reset in report.Resets.Where(r => r.ProvokedByFrame.IsSome))
        {
            foreach (LateSegmentReport late in report.LateSegments.Where(l => l.Frame == reset.ProvokedByFrame && l.AnswerFrame != reset.Frame))
            {
                yield return $"the RST {reset.Frame} was provoked by {late.Frame}, which drew {Sides.Words(late.Answer)} {late.AnswerFrame}";
            }
        }

        foreach (LateSegmentReport late in report.LateSegments)
        {
            if ((late.Answer == LateSegmentAnswer.Nothing) == late.AnswerFrame.IsSome)
            {
                yield return $"{late.Frame} drew {Sides.Words(late.Answer)}, in {late.AnswerFrame}";
            }

            if (late.Answer == LateSegmentAnswer.Rst && !report.Resets.Any(r => r.Frame == late.AnswerFrame && r.ProvokedByFrame == late.Frame))
            {
                yield return $"{late.Frame} drew the RST {late.AnswerFrame}, which was provoked by another";
            }
        }
    }
}
