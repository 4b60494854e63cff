using System;
using System.CommandLine;
using FinTracer.Findings;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>The command <c>findings</c>: what <c>analyze</c> can find, and from where on.</summary>
static class FindingsCommand
{
    public static Command Build(ProgramEnvironment environment)
    {
        var command = new Command("findings", "List the findings that analyze knows, with their thresholds.");
        command.SetAction(_ =>
        {
            var block = new Block("FINDINGS", new("id"), new("what it says"), new("from (--threshold ID.NAME=VALUE)"));
            foreach (FindingCode code in Enum.GetValues<FindingCode>())
            {
                block.Add(Words.Of(code), FindingAdvice.Title(code), ThresholdText.Of(FindingThresholds.Default[code]));
            }
            block.Remarks.Add("connections: so many connections (time-wait-pile-up: TIME-WAITs held; port-...: ports held) show it, and");
            block.Remarks.Add("share: so large a part of the service's connections does (port-...: of the range; capture-lossy: of the octets);");
            block.Remarks.Add("seconds: idle before the close (keepalive-race), silent at the end of the capture (close-wait-leak, fin-wait-2-pile-up),");
            block.Remarks.Add("length of the measurement of a rate (port-exhaustion-near).");
            IPageRenderer page = environment.TerminalWidth is { } width ? new TerminalPage(environment.Output, width, environment.ColorsWelcome) : new PlainPage(environment.Output);
            page.Render([block]);
            return ExitCode.Done;
        });
        return command;
    }
}
