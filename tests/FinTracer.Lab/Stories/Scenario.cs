using System;
using System.Collections.Generic;
using System.Globalization;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Stories;

/// <summary>A close to be played: its story, what it must lead to, and the acts.</summary>
public sealed record Scenario
{
    Scenario(string name)
    {
        Name = name;
    }

    /// <summary>Words with hyphens; the name of the folder under captures/.</summary>
    public string Name { get; }

    /// <summary>One or two sentences.</summary>
    public string Story { get; private init; } = string.Empty;

    /// <summary>True when it has to wait for a timer of a minute: played only when asked for.</summary>
    public bool IsSlow { get; private init; }

    /// <summary>True when it makes thousands of connections; its captures are cut to headers and compressed.</summary>
    public bool IsBig { get; private init; }

    /// <summary>What each connection must come to, in the order in which they begin.</summary>
    public IReadOnlyList<Expect> Expected { get; private init; } = [];

    /// <summary>Kernel settings of the client.</summary>
    public IReadOnlyDictionary<string, string> ClientSettings { get; private init; } = new Dictionary<string, string>();

    /// <summary>Kernel settings of the server.</summary>
    public IReadOnlyDictionary<string, string> ServerSettings { get; private init; } = new Dictionary<string, string>();

    /// <summary>What the reader of the capture should know.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>On or off for a story that needs the TCP timestamp option so; null for one that does not care.</summary>
    public bool? NeedsTimestamps { get; private init; }

    /// <summary>The delay each way in milliseconds that the story needs; null for one that does not care.</summary>
    public int? NeedsDelayMs { get; private init; }

    /// <summary>What the counts of a big story must show, in words and as a test.</summary>
    internal (string Words, Func<CrowdTruth, bool> Test)? Claim { get; private init; }

    internal Action<Stage> Acts { get; private init; } = _ => { };

    public static Scenario Named(string name) => new(name);

    public Scenario Tells(string story) => this with { Story = story };

    public Scenario Expects(params Expect[] connections) => this with { Expected = connections };

    public Scenario Notices(string note) => this with { Notes = [.. Notes, note] };

    public Scenario Slow() => this with { IsSlow = true };

    public Scenario Big() => this with { IsBig = true };

    public Scenario Delayed(int milliseconds) => this with { NeedsDelayMs = milliseconds };

    public Scenario Claims(string words, Func<CrowdTruth, bool> test) => this with { Claim = (words, test) };

    public Scenario OnlyWithTimestamps() => this with { NeedsTimestamps = true };

    public Scenario OnlyWithoutTimestamps() => this with { NeedsTimestamps = false };

    /// <summary>Whether the story can be told in this cell. One that needs time stamps off is played so in the cells that have them on.</summary>
    public bool Fits(LabOptions options) => options.Timestamps || NeedsTimestamps is null;

    public Scenario Client(string setting, int value) => Client(setting, value.ToString(CultureInfo.InvariantCulture));

    public Scenario Client(string setting, string value) => this with { ClientSettings = new Dictionary<string, string>(ClientSettings) { [setting] = value } };

    public Scenario Server(string setting, int value) =>
        this with { ServerSettings = new Dictionary<string, string>(ServerSettings) { [setting] = value.ToString(CultureInfo.InvariantCulture) } };

    public Scenario Plays(Action<Stage> acts) => this with { Acts = acts };
}
