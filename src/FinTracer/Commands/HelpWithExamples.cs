using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FinTracer.Commands;

/// <summary>The usual help, and behind it what people come for first.</summary>
sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    const string Examples = """
        Examples:
          fintracer analyze trace.pcap                      who closed first, who holds TIME-WAIT, what was reset and why
          fintracer analyze -f 'port 80' day1.pcapng.zst    only one service of a compressed capture
          fintracer analyze captures/ -o report.json --format json
          tcpdump -w - port 80 | fintracer analyze -        from standard input, until Ctrl-C
          fintracer analyze --format ndjson trace.pcap | jq 'select(.close.kind == "aborted")'
          fintracer analyze trace.pcap --format html -o report.html    a page to read and to hand on
          fintracer explain trace.pcap --connection 7       one connection segment by segment, with both ends' states

        Exit codes: 0 done; 1 an input had errors, what could be read was reported; 2 usage; 3 nothing could be read
        or the report not written; 4 permission denied; 130 a second Ctrl-C.
        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples.ReplaceLineEndings("\n"));
        return code;
    }
}
