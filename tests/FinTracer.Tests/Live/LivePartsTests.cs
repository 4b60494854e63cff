using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using FinTracer.Commands;
using FinTracer.Findings;
using FinTracer.Live;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Sources.Live;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Live;

/// <summary>The parts of a live capture that need no network.</summary>
public sealed class LivePartsTests
{
    /// <summary>struct pcap_stat has members of 32 bits; they run over, and a long capture goes on counting.</summary>
    [Fact]
    public void Counters_are_widened()
    {
        var count = new DropCount();
        count.Note(new(Received: 4_000_000_000, Dropped: 4_294_967_295, DroppedByInterface: 1, 0, 0));
        count.Note(new(Received: 5, Dropped: 2, DroppedByInterface: 1, 0, 0));
        Assert.Equal((4_294_967_301, 4_294_967_298, 1), (count.Received, count.Dropped, count.DroppedByInterface));
    }

    [Fact]
    public void Drops_of_interfaces_are_the_fourth_figure_of_the_kernels_table()
    {
        Dictionary<string, long> dropped = InterfaceCounters.Parse(
        [
            "Inter-|   Receive                                                |  Transmit",
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
            "    lo: 1116    12    0    3    0     0          0         0     1116      12    0    0    0     0       0          0",
            "eth0:1:  1116    12    0    47    0     0          0         0     1116      12    0    9    0     0       0          0",
        ]);
        Assert.Equal(3, dropped["lo"]);
        Assert.Equal(47, dropped["eth0:1"]);
    }

    [Fact]
    public void The_kernels_time_waits_are_those_in_state_06_by_local_address()
    {
        var counts = new Dictionary<UInt128, int>();
        KernelTimeWaits.Count(
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1",
            "   1: 0201630A:0050 0101630A:9C40 06 00000000:00000000 03:00000E2C 00000000     0        0 0 3",
            "   2: 0201630A:0050 0101630A:9C41 06 00000000:00000000 03:00000E2C 00000000     0        0 0 3",
            "   3: B80D0120000000000000000001000000:0050 B80D0120000000000000000002000000:9C41 06 00000000:00000000 03:00000E2C 00000000     0        0 0 3",
            "   4: nonsense:0050 x:1 06 0",
        ], counts);
        Assert.Equal(2, counts[Endpoint.FromIpv4(0x0A630102, 0).Address]);
        Assert.Equal(1, counts[UInt128.Parse("20010DB8000000000000000000000001", System.Globalization.NumberStyles.HexNumber, null)]);
        Assert.Equal(2, counts.Count);
    }

    [Theory]
    [InlineData("65536", 65536L)]
    [InlineData("64k", 65536L)]
    [InlineData("2M", 2097152L)]
    [InlineData("1G", 1073741824L)]
    [InlineData("", null)]
    [InlineData("M", null)]
    [InlineData("-1", null)]
    [InlineData("9999999999G", null)]
    public void Octets_are_parsed(string text, long? octets) => Assert.Equal(octets, OctetCount.Parse(text));

    [Fact]
    public void Repeated_records_count_once_and_bring_only_new_resets()
    {
        var totals = new LiveTotals();
        ConnectionReport first = Open().ClosedBy(Tracking.Role.Responder) with { Revision = 1, Final = false };
        totals.Add(first);
        totals.Add(first.WithReset(LateReset()) with { Revision = 2, Final = false });
        totals.Add(first.WithReset(LateReset()) with { Revision = 3, Final = true });
        var (services, resets) = totals.Copy();
        Assert.Equal(1, totals.Connections);
        Assert.Equal(1, Assert.Single(services).ClosedBy(ActiveCloser.Responder));
        Assert.Equal(1, Assert.Single(resets).Count);
    }

    [Fact]
    public void Nobody_can_make_the_list_of_services_grow()
    {
        var totals = new LiveTotals();
        for (int port = 1; port <= 500; port++)
        {
            totals.Add(Open(port) with { Responder = Endpoint.FromIpv4(0x0A000001, (ushort)port), Revision = 1 });
        }

        var (services, _) = totals.Copy();
        Assert.Equal(LiveTotals.MaxServices + 1, services.Count);
        Assert.Equal(400, services.Single(service => service.Service is null).Connections);
    }

    [Fact]
    public void The_view_counts_down_and_spells_dangerous_names_out()
    {
        ServiceTotals web = new(Endpoint.FromIpv4(0x0A000002, 80));
        web.Add(Open().ClosedBy(Tracking.Role.Responder));
        var snapshot = new LiveSnapshot
        {
            TimeNs = 1_000_000_000,
            Running = TimeSpan.FromSeconds(75),
            Interfaces = "eth\u001b[31m0",
            Frames = 1234,
            Segments = 1200,
            FramesPerSecond = 17,
            ClosesPerSecond = 1,
            Dropped = 7,
            DroppedByInterfaces = 3,
            Connections = 1,
            Evicted = 0,
            Census = new CensusRound(),
            Services = [web],
            Resets = [(ResetCause.LateData, 2)],
            KernelTimeWait = new Dictionary<UInt128, int> { [web.Service!.Value.Address] = 4 },
        };
        string page = PageOf(snapshot, 120, 40);
        Assert.Contains("eth\\x1b[31m0 for 00:01:15", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", page, StringComparison.Ordinal);
        Assert.Contains("7; by the interface itself, of any kind: 3", page, StringComparison.Ordinal);
        Assert.Matches("10\\.0\\.0\\.2:80 +1 +- +1 \\(100 %\\)", page);
        Assert.Matches("late data +2", page);
        Assert.Matches("10\\.0\\.0\\.2 +0 +- +- +4", page);
    }

    /// <summary>
    /// A terminal of 80 columns and 24 rows has a line for each of nine services, eight holders, three causes and seven budgets of ports no more: all parts are there,
    /// each says how many it leaves out, and nothing is broken over two lines. IPv6 names keep their ends, where the port stands.
    /// </summary>
    [Theory]
    [InlineData(80, 24)]
    [InlineData(80, 19)]
    [InlineData(100, 30)]
    [InlineData(200, 60)]
    public void All_parts_of_the_view_fit_the_terminal(int columns, int rows)
    {
        string[] lines = PageOf(Busy(), columns, rows - 1).TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, rows - 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, columns));
        (string Title, int Total)[] parts = [("LIVE", 4), ("WHO CLOSES FIRST", 9), ("TIME-WAIT HELD NOW", 8), ("LOCAL PORTS IN USE", 7), ("RESETS BY CAUSE", 3)];
        int[] titles = [.. parts.Select(part => Array.FindIndex(lines, line => line.StartsWith(part.Title, StringComparison.Ordinal)))];
        Assert.DoesNotContain(-1, titles);
        for (int i = 1; i < parts.Length; i++)
        {
            int shown = (i + 1 < titles.Length ? titles[i + 1] : lines.Length) - titles[i] - 2; // its title and its headings
            Assert.InRange(shown, 1, parts[i].Total);
            string left = shown < parts[i].Total ? $" … and {parts[i].Total - shown} more" : "";
            Assert.EndsWith(left, lines[titles[i]], StringComparison.Ordinal);
            Assert.Equal(left.Length > 0, lines[titles[i]].Contains("more", StringComparison.Ordinal));
        }

        Assert.Matches(columns < 150 ? @"^  \[2001:db8[0-9a-f:]*…[0-9a-f:]*\]:4431 +9 " : @"^  \[2001:db8:1111:2222:3333:4444:5555:1\]:4431 +9 ", lines[titles[1] + 2]);
        Assert.Matches(@"^  10\.0\.0\.1 +8 +[0-9]+ s +[0-9]+ s ", lines[titles[2] + 2]);
        Assert.Matches(@"^  10\.0\.0\.1 +\S+:4437 +700 +2\.5 %$", lines[titles[3] + 2]);
    }

    [Theory]
    [InlineData("10.0.0.1:80", 11, "10.0.0.1:80")]
    [InlineData("10.0.0.1:80", 10, "10.0….1:80")]
    [InlineData("[2001:db8::1]:443", 9, "[200…:443")]
    public void Long_names_give_way_in_the_middle(string name, int width, string shown) => Assert.Equal(shown, ShortText.Middle(name, width));

    static string PageOf(LiveSnapshot snapshot, int columns, int lines)
    {
        using var text = new StringWriter();
        new TerminalPage(text, columns, colors: false, terse: true).Render(LiveLayout.Fit(LivePage.Of(snapshot, ViewOrder.Connections, new SumsOptions(), columns), lines));
        return System.Text.RegularExpressions.Regex.Replace(text.ToString(), @"\u001b\[[0-9;]*m", "");
    }

    static LiveSnapshot Busy()
    {
        var census = new CensusRound();
        var timeWaits = (IDictionary<UInt128, TimeWaitHeld>)census.TimeWait; // filled by the engine elsewhere
        var ports = (IDictionary<PortGroup, int>)census.Ports;
        var services = new List<ServiceTotals>();
        for (int i = 1; i <= 9; i++)
        {
            var service = new ServiceTotals(At($"[2001:db8:1111:2222:3333:4444:5555:{i}]:443{i}"));
            for (int k = 9; k >= i; k--) { service.Add(Open().ClosedBy(Tracking.Role.Responder)); }
            services.Add(service);
        }
        for (int i = 1; i <= 8; i++) { timeWaits[At($"10.0.0.{i}:1").Address] = new TimeWaitHeld(9 - i, 5_000_000_000, 60_000_000_000); }
        for (int i = 1; i <= 7; i++) { ports[new PortGroup(At("10.0.0.1:1").Address, At($"[2001:db8:1111:2222:3333:4444:5555:{i}]:443{i}"))] = 100 * i; }
        return new LiveSnapshot
        {
            TimeNs = 1_000_000_000,
            Running = TimeSpan.FromSeconds(75),
            Interfaces = "eth0, eth1, a-bridge-with-a-long-name, another-of-them, and-a-third, and-a-fourth, and-a-fifth-and-so-on",
            Frames = 123_456_789,
            Segments = 120_000_000,
            FramesPerSecond = 123_456.7,
            ClosesPerSecond = 12_345.6,
            Dropped = 1_234_567,
            DroppedByInterfaces = 1_234_567,
            Connections = 12_345_678,
            Evicted = 0,
            Census = census,
            Services = services,
            Resets = [(ResetCause.TimeWaitAssassination, 200), (ResetCause.LateData, 20), (ResetCause.DataCrossedFin, 2)],
            KernelTimeWait = null,
        };
    }

    /// <summary>What a capture shows is nobody else's business unless its owner says so.</summary>
    [Theory]
    [InlineData("9469", "127.0.0.1:9469")]
    [InlineData("localhost:9469", "127.0.0.1:9469")]
    [InlineData("0.0.0.0:9469", "0.0.0.0:9469")]
    [InlineData("[::1]:9469", "[::1]:9469")]
    public void Metrics_are_offered_to_this_machine_unless_an_address_is_given(string option, string endPoint)
    {
        string? offered = null;
        Command live = new LiveCommand().Build(options =>
        {
            offered = options.Metrics?.ToString();
            return 0;
        });
        Assert.Equal((0, endPoint), (live.Parse(["-i", "eth0", "--metrics", option]).Invoke(), offered));
    }
}
