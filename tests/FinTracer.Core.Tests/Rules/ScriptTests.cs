using System.Linq;
using FinTracer.Capture;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Rules;

/// <summary>Every packet script, by its folder: the rules of closing, of TIME-WAIT and of resets, one story each.</summary>
public sealed class ScriptTests
{
    public static TheoryData<string> All => [.. Play.Names()];

    [Theory]
    [MemberData(nameof(All))]
    public void What_the_script_expects_comes_out_of_its_segments(string script) => Play.Script(script);

    [Theory]
    [MemberData(nameof(All))]
    public void What_the_script_expects_comes_out_of_its_frames(string script) => Play.CheckFrames(Play.Load(script));

    [Fact]
    public void Every_folder_has_its_scripts() =>
        Assert.Equal(["Close", "Midstream", "OneSided", "Resets", "Rfc9293", "TimeWait"], Play.Names().Select(n => n.Split('/')[0]).Distinct());

    /// <summary>Cooked, raw and tagged frames of one close, cut after the headers, say the same.</summary>
    [Theory]
    [InlineData(LinkType.Ethernet, 0, 60)]
    [InlineData(LinkType.Ethernet, 7, 0)]
    [InlineData(LinkType.Raw, 0, 0)]
    [InlineData(LinkType.LinuxSll, 0, 0)]
    [InlineData(LinkType.LinuxSll2, 0, 0)]
    public void Link_types_and_cuts_change_nothing(LinkType link, int vlan, int cut)
    {
        var script = Play.Load("Close/fin-with-data");
        Play.CheckFrames(new()
        {
            Name = script.Name,
            Packets = script.Packets,
            Expectations = script.Expectations,
            EndNs = script.EndNs,
            Exemptions = script.Exemptions,
            Link = link,
            Vlan = vlan,
            Cut = cut,
        });
    }
}
