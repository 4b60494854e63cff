namespace FinTracer.Commands;

/// <summary>What people come for, command by command: shown below the help and in the manual.</summary>
static class CommandExamples
{
    const string Analyze = """
          fintracer analyze trace.pcap                      who closed first, who holds TIME-WAIT, what was reset and why
          fintracer analyze -f 'port 80' day1.pcapng.zst    only one service of a compressed capture
          fintracer analyze rolling/ -o report.json --format json    all files of a folder as one capture
          tcpdump -w - port 80 | fintracer analyze -        from standard input, until Ctrl-C
          fintracer analyze --follow --format ndjson trace.pcap    while tcpdump -U still writes it
          fintracer analyze --where 'resets.cause == half_open' --sort resets.late_by_s:desc --top 10 trace.pcap
          fintracer analyze --fail-on keepalive-race,port-exhausted trace.pcap    a check: exit code 5 if one is there
          fintracer analyze --format ndjson trace.pcap | jq 'select(.close.kind == "aborted")'
          fintracer analyze trace.pcap --format html -o report.html    a page to read and to hand on
          fintracer analyze --format parquet -o closes.parquet trace.pcap
          fintracer analyze --format zeek trace.pcap | zeek-cut id.orig_h conn_state active_closer
          fintracer explain trace.pcap --connection 7       one connection segment by segment, with both ends' states

        """;

    const string Explain = """
          fintracer explain trace.pcap --connection 7       the ladder: each segment with both ends' states, and why
          fintracer explain trace.pcap --frame 4711         the connection that a frame belongs to
          fintracer explain trace.pcap --tuple 10.0.0.1:40000-10.0.0.2:80
          fintracer explain trace.pcap --connection 7 --format svg > close.svg

        """;

    const string Annotate = """
          fintracer annotate trace.pcap annotated.pcapng    then open it in Wireshark: frame.comment shows what was decided
          fintracer annotate trace.pcap.gz - | tshark -r - -Y frame.comment
          fintracer annotate --time-wait windows trace.pcap annotated.pcapng

        """;

    const string Completions = """
          fintracer completions bash > /usr/share/bash-completion/completions/fintracer
          source <(fintracer completions zsh)
          fintracer completions fish > ~/.config/fish/completions/fintracer.fish

        """;

    const string Findings = """
          fintracer findings                                what analyze knows, and from where on it is told
          fintracer analyze --threshold late-segments.share=0.05 --threshold close-wait-leak.seconds=0 trace.pcap
          fintracer analyze --fail-on port-exhausted,refused trace.pcap    a check: exit code 5 if one is there

        """;

    const string Live = """
          sudo fintracer live -i eth0 -f 'tcp port 443'     a view of who closes, who holds TIME-WAIT, what is reset
          sudo fintracer live -i any --format ndjson | jq -c 'select(.close.kind == "aborted")'
          sudo fintracer live -i eth0 -w web.pcapng --rotate-size 100M
          sudo fintracer live -i eth0 --format ndjson --metrics 9469 --kernel --quiet > closes.ndjson

        """;

    const string Interfaces = """
          fintracer interfaces                              what can be captured on, and whether you may
          sudo fintracer live -i eth0                       then capture on one of them

        """;

    const string Manual = """
          fintracer man > /usr/local/share/man/man1/fintracer.1
          fintracer man | man -l -

        """;

    /// <summary>What the exit codes say.</summary>
    public const string ExitCodes =
        "0 done; 1 an input had errors, what could be read was reported; 2 usage; 3 nothing could be read or the report not written; 4 permission denied; 5 a finding named by --fail-on; 130 a second Ctrl-C.";

    /// <summary>Examples of a command, a line each, indented; those of <c>analyze</c> where it has none of its own.</summary>
    public static string Of(string command) => (command switch
    {
        "annotate" => Annotate,
        "explain" => Explain,
        "findings" => Findings,
        "live" => Live,
        "interfaces" => Interfaces,
        "completions" => Completions,
        "man" => Manual,
        _ => Analyze,
    }).ReplaceLineEndings("\n");
}
