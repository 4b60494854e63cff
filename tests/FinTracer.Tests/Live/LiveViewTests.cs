using System;
using System.Linq;
using System.Text.RegularExpressions;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Live;

/// <summary>The view on a terminal: what that shows, and how it is left.</summary>
[Collection(nameof(RunAlone))]
public sealed class LiveViewTests : IDisposable
{
    const string CtrlC = "\u0003";

    readonly NetworkNamespaces _hosts = NetworkNamespaces.Make();

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void It_is_drawn_over_itself_and_keys_change_the_order()
    {
        using LiveTerminal terminal = LiveTerminal.Start(_hosts.Server, 120, 150, "-i", _hosts.ServerCard);
        Closes.Play(_hosts, 82, Closes.Close, Closes.CloseSecond);
        Closes.Play(_hosts, 82, Closes.Close, Closes.CloseSecond);
        Closes.Play(_hosts, 81, Closes.CloseSecond, Closes.Close);
        terminal.WaitFor("10.77.1.2:82");
        terminal.WaitFor("10.77.1.2:81");
        terminal.WaitFor("(by connections");
        LiveProgram.WaitFor(() => Services(terminal).SequenceEqual(["10.77.1.2:82", "10.77.1.2:81"]), "services by connections");
        terminal.Type("n");
        terminal.WaitFor("(by name");
        LiveProgram.WaitFor(() => Services(terminal).SequenceEqual(["10.77.1.2:81", "10.77.1.2:82"]), "services by name"); // the title is there first
        terminal.Type("T");
        terminal.WaitFor("(by closes of the service");
        terminal.Type("r");
        terminal.WaitFor("(by resets");
        string before = RunningFor(terminal);
        LiveProgram.WaitFor(() => RunningFor(terminal) != before, "another picture");
        string page = terminal.Text;
        Assert.Single(page.Split('\n'), line => line.StartsWith("LIVE", StringComparison.Ordinal));
        Assert.Single(page.Split('\n'), line => line.StartsWith("WHO CLOSES FIRST", StringComparison.Ordinal));
        Assert.StartsWith("LIVE", page, StringComparison.Ordinal); // and no key shows that was typed
        Assert.Matches(@"\n  10\.77\.1\.2 +1 +[0-9]+ s +[0-9]+ s ", page); // TIME-WAIT, counting down
        Assert.False(terminal.HasCursor);

        terminal.Type("q");
        Assert.Equal((0, true), Left(terminal));
        Assert.Contains("3 CONNECTIONS ENDED", terminal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WHO CLOSES FIRST (by", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_takes_it_away_and_leaves_the_report_and_the_terminal_as_it_was()
    {
        using LiveTerminal terminal = LiveTerminal.Start(_hosts.Server, 100, 150, "-i", _hosts.ServerCard);
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        terminal.WaitFor("10.77.1.2:81");
        terminal.Type(CtrlC);
        Assert.Equal((0, true), Left(terminal));
        Assert.Contains("1 CONNECTION ENDED", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_another_size_gets_a_picture_that_fits()
    {
        using LiveTerminal terminal = LiveTerminal.Start(_hosts.Server, 120, 50, "-i", _hosts.ServerCard);
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        terminal.WaitFor("10.77.1.2:81");
        foreach ((int columns, int rows) in new[] { (64, 40), (140, 12), (100, 45) })
        {
            terminal.Resize(columns, rows);
            LiveProgram.WaitFor(() => Fits(terminal.Text, rows), $"a picture for {columns} columns and {rows} rows");
        }

        terminal.Type("q");
        Assert.Equal((0, true), Left(terminal));
    }

    /// <summary>Every part has its place on the smallest terminal that people use, whatever goes on.</summary>
    [Fact]
    public void A_terminal_of_80_columns_and_24_rows_shows_every_part()
    {
        using LiveTerminal terminal = LiveTerminal.Start(_hosts.Server, 80, 24, "-i", _hosts.ServerCard);
        for (int port = 81; port < 87; port++) { Closes.Play(_hosts, port, Closes.CloseSecond, Closes.Close); }
        for (int port = 87; port < 93; port++) { Closes.Play(_hosts, port, Closes.Close, Closes.CloseSecond); }
        terminal.WaitFor("more");
        LiveProgram.WaitFor(() => Parts(terminal.Text).SequenceEqual(["LIVE", "WHO CLOSES FIRST", "TIME-WAIT HELD NOW", "LOCAL PORTS IN USE"]), "all parts");
        LiveProgram.WaitFor(() => Fits(terminal.Text, 24), "a picture for 80 columns and 24 rows");
        terminal.Type("q");
        Assert.Equal((0, true), Left(terminal));
    }

    [Fact]
    public void What_happens_meanwhile_stands_in_the_picture_and_is_said_behind_it()
    {
        using LiveTerminal terminal = LiveTerminal.Start(_hosts.Server, 120, 150, "-i", _hosts.ServerCard);
        NetworkNamespaces.Ip("-n", _hosts.Server, "link", "set", _hosts.ServerCard, "down");
        terminal.WaitFor("the interface is down");
        Assert.Single(terminal.Text.Split('\n'), line => line.StartsWith("LIVE", StringComparison.Ordinal));
        terminal.Type("q");
        Assert.Equal((0, true), Left(terminal));
        Assert.Contains($"fintracer: {_hosts.ServerCard}: the interface is down", terminal.Text, StringComparison.Ordinal);
    }

    static string RunningFor(LiveTerminal terminal) => Regex.Match(terminal.Text, "for [0-9:]+").Value;

    static string[] Services(LiveTerminal terminal) => [.. terminal.Text.Split('\n')
        .SkipWhile(line => !line.StartsWith("WHO CLOSES FIRST", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("TIME-WAIT", StringComparison.Ordinal))
        .Where(line => line.Contains("10.77.1.2:", StringComparison.Ordinal)).Select(line => line.TrimStart().Split(' ')[0])];

    /// <summary>One picture from the first line on: its parts have their titles once, and all else is indented, so no line was broken or left from before.</summary>
    static bool Fits(string page, int rows)
    {
        string[] lines = page.Split('\n');
        string[] parts = Parts(page);
        return lines[0].StartsWith("LIVE", StringComparison.Ordinal) && lines.Length <= rows && parts.Length > 1 && parts.Distinct().Count() == parts.Length
            && lines.All(line => line.StartsWith("  ", StringComparison.Ordinal) || parts.Any(part => line.StartsWith(part, StringComparison.Ordinal)));
    }

    /// <summary>The titles, as far as they are words in capitals.</summary>
    static string[] Parts(string page) => [.. Regex.Matches(page, "^[A-Z]{2}[A-Z -]*[A-Z]", RegexOptions.Multiline).Select(match => match.Value)];

    /// <summary>Exit code, and whether the terminal is as it was: echo, whole lines, and a cursor.</summary>
    static (int ExitCode, bool AsBefore) Left(LiveTerminal terminal)
    {
        (int exit, string[] modes) = terminal.WaitForEnd();
        return (exit, modes.Contains("echo") && modes.Contains("icanon") && modes.Contains("isig") && terminal.HasCursor);
    }
}
