using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>The options that decide what is a finding, and which of them fail a check.</summary>
sealed class FindingOptions
{
    readonly Option<string?> _ports = new("--ports")
    {
        HelpName = "FIRST-LAST",
        Description = "Local ports that the initiators have (net.ipv4.ip_local_port_range).",
        DefaultValueFactory = static _ => "32768-60999",
    };

    readonly Option<string[]> _thresholds = new("--threshold")
    {
        HelpName = "ID.NAME=VALUE",
        Description = "From where on something is a finding, e.g. late-segments.share=0.05; 'fintracer findings' lists them. May be repeated.",
    };

    readonly Option<string[]> _failOn = new("--fail-on")
    {
        HelpName = "ID,...",
        Description = "Exit with 5 when one of these findings is there; 'fintracer findings' lists them.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Check(_ports, static text => PortRange.TryParse(text, out _, out _) ? null : $"'{text}' is no range of ports (32768-60999)");
        Check(_thresholds, static text => ThresholdText.Apply(FindingThresholds.Default, text, out _));
        Check(_failOn, static text => Names(text).Select(Unknown).FirstOrDefault(static unknown => unknown is not null));
        _failOn.CompletionSources.Add([.. FindingNames.All]);
        foreach (Option option in (Option[])[_ports, _thresholds, _failOn]) { command.Options.Add(option); }
    }

    /// <summary>What the sums are to assume.</summary>
    public SumsOptions Of(ParseResult parsed, long timeWaitNs)
    {
        _ = PortRange.TryParse(parsed.GetValue(_ports) ?? "", out ushort first, out ushort last);
        FindingThresholds thresholds = FindingThresholds.Default;
        foreach (string text in parsed.GetValue(_thresholds) ?? []) { _ = ThresholdText.Apply(thresholds, text, out thresholds); }
        return new() { FirstLocalPort = first, LastLocalPort = last, TimeWaitNs = timeWaitNs, Thresholds = thresholds };
    }

    /// <summary>The findings that fail the check.</summary>
    public IReadOnlyList<FindingCode> FailOn(ParseResult parsed) =>
        [.. (parsed.GetValue(_failOn) ?? []).SelectMany(Names).Select(static name => FindingNames.Find(name)).OfType<FindingCode>()];

    static string[] Names(string text) => text.Split(',');

    static string? Unknown(string name) => FindingNames.Find(name) is null ? $"'{name}' is no finding; there are {string.Join(", ", FindingNames.All)}" : null;

    static void Check(Option option, System.Func<string, string?> problem) => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (problem(token.Value) is { } wrong) { result.AddError($"{option.Name}: {Sanitizer.Clean(wrong)}"); }
        }
    });
}
