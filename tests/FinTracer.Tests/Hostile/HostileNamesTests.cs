using System;
using System.Linq;
using System.Text;
using FinTracer.Core.Tests.Capture;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>
/// Names chosen by whoever made the capture: escape codes for the terminal, formulas for the spreadsheet, markup for the browser, characters that turn
/// the direction of what follows. No format passes them on as they are.
/// </summary>
public sealed class HostileNamesTests : IDisposable
{
    const string Escape = "\u001b]0;owned\u0007\u001b[2J";
    const string Turning = "\u202egnp.exe";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("table")]
    [InlineData("ndjson")]
    [InlineData("json")]
    [InlineData("csv")]
    public void No_format_passes_on_what_could_steer_a_terminal(string format)
    {
        string one = _folder.Write($"{Escape}{Turning}.pcapng", Capture($"eth{Escape}{Turning}"));
        string two = _folder.Write("=cmd|' /C calc'!A0.pcapng", Capture("<script>alert(1)</script>"));
        var (exit, output, error) = Fintracer.Run("analyze", one, two, "--format", format);
        Assert.Equal(0, exit);
        Assert.Equal("", error);
        AssertPlain(output);
    }

    [Fact]
    public void Complaints_show_hostile_names_spelt_out()
    {
        string path = _folder.Write($"{Escape}\n{Turning}.pcap", [1, 2, 3, 4, 5, 6, 7, 8]);
        var (exit, _, error) = Fintracer.Run("analyze", path);
        Assert.Equal(3, exit);
        AssertPlain(Assert.Single(error.TrimEnd('\n').Split('\n')));
        AssertPlain(Fintracer.Run("analyze", path, "-o", _folder.Of(Escape)).Error);
        AssertPlain(Fintracer.Run("analyze", _folder.Of($"no{Escape}")).Error);
        AssertPlain(Fintracer.Run("analyze", path, "--format", Escape).Error);
        AssertPlain(Fintracer.Run("analyze", path, $"--{Escape}").Error);
    }

    /// <summary>The files are named in CSV where there are several; in a spreadsheet a cell that begins so would be computed.</summary>
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData(" =1+1")]
    [InlineData("＝1+1")]
    public void No_cell_is_a_formula(string name)
    {
        _folder.Write(name, Capture("a"));
        _folder.Write("b.pcapng", Capture("b"));
        var (exit, output, _) = Shell.Run($"cd {_folder.Path} && exec dotnet {AppContext.BaseDirectory}fintracer.dll analyze './{name}' b.pcapng --format csv");
        Assert.Equal(0, exit);
        Assert.DoesNotContain(output.Split('\n').SelectMany(line => line.Split(',')), cell => cell.Trim('"').TrimStart() is ['=' or '+' or '@' or '＝', ..]);
    }

    static byte[] Capture(string interfaceName) => new PcapngBuilder().Section().Interface(name: interfaceName)
        .Enhanced(0, 1_700_000_000_000_000, Convert.FromHexString("02000000000202000000000108004500002800014000400600000a0000010a0000029c40005000000064000000005002100000000000"),
            options: PcapngBuilder.Option(false, 1, Encoding.UTF8.GetBytes($"comment{Escape}"))).ToArray();

    static void AssertPlain(string text)
    {
        Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.DoesNotContain('\u202e', text);
    }
}
