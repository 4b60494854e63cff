using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Live;

/// <summary>Live captures of real traffic between network namespaces.</summary>
[Collection(nameof(RunAlone))]
public sealed class LiveCaptureTests : IDisposable
{
    readonly NetworkNamespaces _hosts = NetworkNamespaces.Make();
    readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _hosts.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Closes_of_every_kind_are_told_as_they_happen_and_the_written_file_tells_the_same()
    {
        string file = _folder.Of("live.pcapng");
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "-w", file);
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        Closes.Play(_hosts, 82, Closes.CloseSecond, Closes.Close);
        Closes.Play(_hosts, 83, Closes.CloseHalf, Closes.CloseSecond);
        Closes.Play(_hosts, 84, Closes.Abort, Closes.Suffer);
        Closes.Play(_hosts, 85, Closes.Suffer, Closes.Abort);
        Closes.Refuse(_hosts, 86);
        LiveProgram.WaitFor(() => Enumerable.Range(81, 6).All(port => program.Written.Contains($"\"port\":{port}}}", StringComparison.Ordinal)), "the records of what closed");
        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);

        List<JsonElement> records = LiveProgram.Records(output);
        Dictionary<int, JsonElement> last = records.Where(r => r.GetProperty("final").GetBoolean()).ToDictionary(r => r.GetProperty("responder").GetProperty("port").GetInt32());
        Assert.Equal(
            ["81 graceful initiator", "82 graceful responder", "83 graceful initiator", "84 aborted initiator", "85 aborted responder", "86 refused "],
            last.OrderBy(r => r.Key).Select(r => $"{r.Key} {r.Value.GetProperty("close").GetProperty("kind").GetString()} {r.Value.GetProperty("close").GetProperty("active_closer").GetString()}"));

        // Each was told when it closed, before it was told for good.
        Assert.All(last.Values, r => Assert.Contains(records, first => first.GetProperty("id").GetInt64() == r.GetProperty("id").GetInt64() && !first.GetProperty("final").GetBoolean()));
        AssertSameAsFile(output, file);
    }

    [Fact]
    public void Nginx_under_ab_loses_nothing_and_the_written_files_tell_the_same_however_they_are_cut()
    {
        const int requests = 3000;
        string file = _folder.Of("one.pcapng");
        using HostProcess nginx = HostProcess.Nginx(_hosts, _folder);
        using LiveProgram whole = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "-w", file, "--metrics", "9470");
        using LiveProgram cut = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "-w", _folder.Of("cut.pcapng"), "--rotate-size", "500k", "--metrics", "9471");
        HostProcess.Ab(_hosts, requests, 10);
        Scrape.UntilQuiet(_hosts.Server, 9470);
        Scrape.UntilQuiet(_hosts.Server, 9471);
        (int exit, string output) = whole.Stop();
        (int cutExit, string cutOutput) = cut.Stop();
        Assert.Equal((0, 0), (exit, cutExit));
        Assert.Contains(", 0 dropped", whole.Errors[^1], StringComparison.Ordinal);

        // ab opens a few connections more than it asks requests of. Who closes first depends on who is faster.
        JsonElement[] asked = [.. LiveProgram.Records(output).Where(r => r.GetProperty("final").GetBoolean() && r.GetProperty("initiator_sent").GetProperty("payload_bytes").GetInt64() > 0)];
        Assert.Equal(requests, asked.Length);
        Assert.All(asked, r => Assert.Contains(r.GetProperty("close").GetProperty("kind").GetString(), (string?[])["graceful", "simultaneous"]));
        AssertSameAsFile(output, file);

        string[] pieces = [.. Directory.GetFiles(_folder.Path, "cut_*.pcapng").Order(StringComparer.Ordinal)];
        Assert.True(pieces.Length > 1, "one piece");
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part"));
        string[] fromPieces = Kinds(Fintracer.Run(["analyze", "--format", "ndjson", .. pieces]).Output);
        Assert.Equal(Kinds(string.Join('\n', LiveProgram.FinalLines(cutOutput))), fromPieces); // each capture stamps packets for itself
    }

    /// <summary>A file is told by its first frame's time: none holds more than its second, and together they are the whole.</summary>
    [Fact]
    public void Files_can_be_begun_anew_by_time()
    {
        const long Second = 1_000_000_000;
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "-w", _folder.Of("timed.pcapng"), "--rotate-seconds", "1");
        for (int port = 81; Directory.GetFiles(_folder.Path, "timed_*.pcapng").Length < 2; port++)
        {
            Closes.Play(_hosts, port, Closes.Close, Closes.CloseSecond);
        }

        (int exit, string output) = program.Stop();

        Assert.Equal(0, exit);
        string[] pieces = [.. Directory.GetFiles(_folder.Path, "timed_*.pcapng").Order(StringComparer.Ordinal)];
        Assert.Equal(Kinds(string.Join('\n', LiveProgram.FinalLines(output))), Kinds(Fintracer.Run(["analyze", "--format", "ndjson", .. pieces]).Output));
        using JsonDocument report = JsonDocument.Parse(Fintracer.Run(["analyze", "--format", "json", .. pieces]).Output);
        Assert.All(report.RootElement.GetProperty("captures").EnumerateArray(), piece => Assert.InRange(
            (piece.GetProperty("last_time").GetDateTimeOffset() - piece.GetProperty("first_time").GetDateTimeOffset()).TotalNanoseconds, 0, Second));
    }

    [Fact]
    public void A_silent_line_is_left_at_once_and_reported_as_such()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard);
        LiveProgram.WaitFor(() => program.Waits, "silence");
        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);
        Assert.Contains("No TCP connection was found.", output, StringComparison.Ordinal);
        Assert.Contains("0 frames captured", program.Errors[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_after_the_silence_the_frames_or_the_time_that_was_asked_for()
    {
        using LiveProgram idle = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--idle", "0.5");
        Assert.Equal(0, idle.WaitForEnd().ExitCode);
        using LiveProgram timed = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--duration", "0.5");
        Assert.Equal(0, timed.WaitForEnd().ExitCode);
        using LiveProgram counted = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--count", "4", "--format", "ndjson", "-w", _folder.Of("four.pcapng"));
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        (int exit, string output) = counted.WaitForEnd();
        Assert.Equal(0, exit);
        Assert.Contains("4 frames captured", counted.Errors[^1], StringComparison.Ordinal);
        AssertSameAsFile(output, _folder.Of("four.pcapng"));
    }

    [Fact]
    public void An_interface_that_goes_down_is_told_and_captured_on_when_it_is_up_again()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard);
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        NetworkNamespaces.Ip("-n", _hosts.Server, "link", "set", _hosts.ServerCard, "down");
        LiveProgram.WaitFor(() => program.Errors.Any(line => line.Contains("the interface is down", StringComparison.Ordinal)), "the line about the interface");
        NetworkNamespaces.Ip("-n", _hosts.Server, "link", "set", _hosts.ServerCard, "up");
        Closes.Play(_hosts, 82, Closes.Close, Closes.CloseSecond);
        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);
        Assert.Contains("HOW 2 CONNECTIONS ENDED", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_that_vanishes_ends_it_with_one_line_and_the_report()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard);
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        NetworkNamespaces.Ip("netns", "delete", _hosts.Client); // and with it both ends of the cable
        (int exit, string output) = program.WaitForEnd();
        Assert.Equal(1, exit);
        Assert.Single(program.Errors, line => line.Contains("no more can be captured", StringComparison.Ordinal));
        Assert.Contains("CAPTURE\n", output, StringComparison.Ordinal); // of what had been fetched: frames that still lay in the kernel's ring go with the interface
    }

    [Fact]
    public void An_interface_that_vanishes_leaves_the_others()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "-i", "lo", "--format", "ndjson", "--metrics", "9473");
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        LiveProgram.WaitFor(() => Scrape.Get(_hosts.Server, 9473, "/metrics").Contains(":81\",kind=\"graceful\"", StringComparison.Ordinal), "the connection"); // what lies in the kernel's ring goes with the interface
        NetworkNamespaces.Ip("netns", "delete", _hosts.Client); // and with it both ends of the cable
        LiveProgram.WaitFor(() => program.Errors.Any(line => line.Contains("no more can be captured", StringComparison.Ordinal)), "the line about the interface");
        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);
        Assert.Contains("\"graceful\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_it_with_one_line_a_file_that_can_be_read_and_the_report()
    {
        string disk = _folder.Of("disk");
        Directory.CreateDirectory(disk);
        Tool.Run("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk);
        try
        {
            using HostProcess nginx = HostProcess.Nginx(_hosts, _folder);
            using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "-w", Path.Combine(disk, "full.pcapng"));
            HostProcess.Ab(_hosts, 1000, 10);
            (int exit, string output) = program.WaitForEnd();
            Assert.Equal(1, exit);
            Assert.Single(program.Errors, line => line.Contains("full.pcapng: cannot write the capture: no space left on the device", StringComparison.Ordinal));
            Assert.NotEmpty(LiveProgram.FinalLines(output));
            var (readable, _, error) = Fintracer.Run("analyze", "--top", "0", Path.Combine(disk, "full.pcapng"));
            Assert.Equal((0, ""), (readable, error)); // cut behind a whole block
        }
        finally
        {
            Tool.Run("umount", disk);
        }
    }

    [Fact]
    public void A_reader_who_goes_ends_it_with_one_line()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, readOutput: false, "-i", _hosts.ServerCard, "--format", "ndjson");
        program.Output.Close();
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        Assert.Equal(0, program.WaitForEnd().ExitCode);
        Assert.Single(program.Errors, line => line.Contains("was closed by its reader", StringComparison.Ordinal));
    }

    [Fact]
    public void Capabilities_are_dropped_once_the_interface_is_open()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard);
        string[] status = File.ReadAllLines($"/proc/{program.Id}/status");
        foreach (string set in new[] { "CapInh:", "CapPrm:", "CapEff:" })
        {
            Assert.Equal(0UL, ulong.Parse(status.Single(line => line.StartsWith(set, StringComparison.Ordinal))[set.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond); // and it captures on
        Assert.Contains("HOW 1 CONNECTION ENDED", program.Stop().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_are_right_though_only_headers_are_kept()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "ndjson", "--snaplen", "96");
        Closes.Play(_hosts, 81, Closes.CloseSecond, socket =>
        {
            _ = socket.Send(new byte[200_000]); // leaves in packets of up to 64 KiB, which the card would cut
            socket.Close();
        });
        JsonElement record = LiveProgram.Records(program.Stop().Output).Last();
        Assert.Equal(200_003, record.GetProperty("responder_sent").GetProperty("payload_bytes").GetInt64());
        Assert.Equal(0, record.GetProperty("responder_sent").GetProperty("missing_bytes").GetInt64());
    }

    [Fact]
    public void Any_interface_and_loopback_tell_each_segment_once()
    {
        foreach (string name in new[] { "any", "lo" })
        {
            using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", name, "--format", "ndjson");
            NetworkNamespaces.Inside(_hosts.Server, () => LoopbackTalk.Once(4444));
            JsonElement record = LiveProgram.Records(program.Stop().Output).Last();
            Assert.Equal("graceful", record.GetProperty("close").GetProperty("kind").GetString());
            Assert.Equal(0, record.GetProperty("initiator_sent").GetProperty("retransmitted_segments").GetInt64());
            Assert.Contains(", 0 dropped", program.Errors[^1], StringComparison.Ordinal); // the system counts each twice there, which is no loss
        }
    }

    /// <summary>Each interface hands its packets over in blocks of its own; an answer on one must not come before its question on the other.</summary>
    [Fact]
    public void Packets_of_several_interfaces_come_in_the_order_of_time()
    {
        string file = _folder.Of("two.pcapng");
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "-i", "lo", "--format", "ndjson", "-w", file);
        const int rounds = 8;
        for (int round = 0; round < rounds; round++)
        {
            Closes.Play(_hosts, 81 + round, Closes.Close, Closes.CloseSecond);
            NetworkNamespaces.Inside(_hosts.Server, () => LoopbackTalk.Once(4444 + round));
        }

        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);
        int[] ports = [.. LiveProgram.Records(output).Where(r => r.GetProperty("final").GetBoolean()).OrderBy(r => r.GetProperty("id").GetInt64()).Select(r => r.GetProperty("responder").GetProperty("port").GetInt32())];
        Assert.Equal(Enumerable.Range(0, rounds).SelectMany(round => new[] { 81 + round, 4444 + round }), ports);
        string[][] frames = [.. Tool.Run("tshark", "-r", file, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.interface_id").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        decimal[] times = [.. frames.Select(frame => decimal.Parse(frame[0], CultureInfo.InvariantCulture))];
        Assert.Equal(times.Order(), times);
        Assert.Equal(["0", "1"], frames.Select(frame => frame[1]).Distinct().Order(StringComparer.Ordinal));
        AssertSameAsFile(output, file);
    }

    [Fact]
    public void Promiscuous_asks_the_card_for_packets_of_other_hosts_and_nothing_else_does()
    {
        // A veth hands on all that it gets: that the card was asked is what can be seen.
        using (LiveProgram usual = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard))
        {
            Assert.Equal(0, Promiscuity());
        }

        using LiveProgram promiscuous = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--promiscuous");
        Assert.Equal(1, Promiscuity());
        promiscuous.Stop();
        Assert.Equal(0, Promiscuity());

        int Promiscuity() => JsonDocument.Parse(Tool.Run("ip", "-n", _hosts.Server, "-d", "-j", "link", "show", _hosts.ServerCard)).RootElement[0].GetProperty("promiscuity").GetInt32();
    }

    [Fact]
    public void A_second_signal_ends_it_at_once()
    {
        using HostProcess nginx = HostProcess.Nginx(_hosts, _folder);
        using LiveProgram program = LiveProgram.Start(_hosts.Server, readOutput: false, "-i", _hosts.ServerCard, "--format", "ndjson");
        HostProcess.Ab(_hosts, 500, 10); // its records are more than a pipe holds that nobody reads: it stands still in writing
        LiveProgram.WaitFor(() => program.Waits, "the full pipe");
        program.Signal();
        LiveProgram.WaitFor(
            () =>
            {
                program.Signal(); // two that come too close together are one
                return program.HasEnded;
            },
            "the end");
        Assert.Equal(130, program.WaitForEnd().ExitCode);
    }

    [Fact]
    public void The_kernels_count_stands_beside_ours()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--kernel", "--metrics", "9472");
        for (int port = 81; port < 86; port++)
        {
            Closes.Play(_hosts, port, Closes.CloseSecond, Closes.Close);
        }

        LiveProgram.WaitFor(
            () => Scrape.Get(_hosts.Server, 9472, "/metrics") is var metrics && metrics.Contains("fintracer_time_wait{holder=\"10.77.1.2\"} 5\n", StringComparison.Ordinal)
                && metrics.Contains("fintracer_kernel_time_wait{holder=\"10.77.1.2\"} 5\n", StringComparison.Ordinal),
            "both counts"); // each is taken once a second
        Assert.Equal(0, program.Stop().ExitCode);
        Assert.Contains("fintracer: TIME-WAIT held by 10.77.1.2: kernel 5, here 5", program.Errors);
    }

    [Fact]
    public void Metrics_can_be_scraped_and_promtool_finds_nothing_wrong_with_them()
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--metrics", "9469", "--kernel", "--format", "ndjson");
        Closes.Play(_hosts, 81, Closes.Close, Closes.CloseSecond);
        Closes.Play(_hosts, 82, Closes.CloseSecond, Closes.Close);
        Closes.Refuse(_hosts, 83);
        string text = "";
        LiveProgram.WaitFor(
            () => (text = Scrape.Get(_hosts.Server, 9469, "/metrics")).Contains("fintracer_time_wait{holder=\"10.77.1.2\"} 1\n", StringComparison.Ordinal), "the TIME-WAIT");
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_connections_closed_total{service=\"10.77.1.2:81\",kind=\"graceful\",closer=\"initiator\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_connections_closed_total{service=\"10.77.1.2:82\",kind=\"graceful\",closer=\"responder\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_resets_total{cause=\"refused\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_time_wait{holder=\"10.77.1.1\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_ports_in_use{initiator=\"10.77.1.1\",service=\"10.77.1.2:81\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("fintracer_packets_dropped_total 0\n", text, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404", Scrape.Get(_hosts.Server, 9469, "/"), StringComparison.Ordinal);
        Assert.Equal(0, program.Stop().ExitCode);
        if (Tool.Exists("promtool"))
        {
            Assert.Equal((0, ""), Scrape.Promtool(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
        }
        else
        {
            Assert.False(Environment.GetEnvironmentVariable("FINTRACER_CI") == "1", "the gate needs promtool");
        }
    }

    [Fact]
    public void Without_permission_it_ends_with_4_and_says_what_to_do()
    {
        foreach (string[] command in new string[][] { ["live", "-i", "lo"], ["interfaces"] })
        {
            using var process = NetworkNamespaces.Start(
                _hosts.Server, "setpriv", ["--bounding-set", "-all", "--inh-caps", "-all", "dotnet", Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), .. command]);
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(4, process.ExitCode);
            Assert.Single(error.TrimEnd('\n').Split('\n'));
            Assert.Contains("no permission to capture: use sudo, or give the program the right once: sudo setcap cap_net_raw=ep", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_libpcap_it_names_the_package()
    {
        string library = Tool.Run("sh", "-c", "readlink -f $(ldconfig -p | grep -o '/.*/libpcap.so.0.8' | head -1)").Trim();
        using var process = NetworkNamespaces.Start(
            _hosts.Server, "unshare", "-m", "sh", "-c", $"mount --bind /dev/null {library} && exec dotnet {Path.Combine(AppContext.BaseDirectory, "fintracer.dll")} live -i lo");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.Equal("fintracer: libpcap is not installed (Debian and Ubuntu: apt install libpcap0.8; Windows: npcap.com)", error.TrimEnd('\n'));
    }

    [Fact]
    public void Interfaces_are_listed_with_addresses_state_and_link_type()
    {
        NetworkNamespaces.Ip("-n", _hosts.Server, "tuntap", "add", "dev", "tun0", "mode", "tun"); // IP without a link layer: libpcap's number for that is none that files use
        NetworkNamespaces.Ip("-n", _hosts.Server, "link", "set", "tun0", "up");
        using var process = NetworkNamespaces.Start(_hosts.Server, "dotnet", Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), "interfaces");
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Matches($@"^  {_hosts.ServerCard} +up(, no carrier)? +Ethernet +10\.77\.1\.2.* yes$", lines.Single(line => line.Contains(_hosts.ServerCard, StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("  any ", StringComparison.Ordinal));
        Assert.Matches("^  tun0 +up(, no carrier)? +Raw ", lines.Single(line => line.Contains("tun0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(3, "no such interface", "-i", "absent0")]
    [InlineData(2, "filter 'tcp port'", "-i", "lo", "-f", "tcp port")]
    [InlineData(2, "need -w", "-i", "lo", "--rotate-size", "1M")]
    [InlineData(2, "--snaplen: must be", "-i", "lo", "--snaplen", "10")]
    [InlineData(2, "--buffer: '3x'", "-i", "lo", "--buffer", "3x")]
    [InlineData(2, "named twice", "-i", "lo", "-i", "lo")]
    [InlineData(3, "cannot write the capture", "-i", "lo", "-w", "/nonexistent/x.pcapng")]
    public void What_is_wrong_with_the_command_is_said_in_a_line(int exit, string said, params string[] arguments)
    {
        using LiveProgram program = LiveProgram.Start(_hosts.Server, arguments);
        Assert.Equal(exit, program.WaitForEnd().ExitCode);
        Assert.Contains(program.Errors, line => line.Contains(said, StringComparison.Ordinal));
    }

    /// <summary>A process that stands still lets the buffer run over; the system knows, and SharpPcap's own figure would not.</summary>
    [Fact]
    public void What_the_system_dropped_is_counted_and_told_in_report_and_file()
    {
        string file = _folder.Of("lossy.pcapng");
        using HostProcess nginx = HostProcess.Nginx(_hosts, _folder);
        using LiveProgram program = LiveProgram.Start(_hosts.Server, "-i", _hosts.ServerCard, "--format", "json", "--buffer", "64k", "-w", file);
        Tool.Run("kill", "-STOP", program.Id.ToString(CultureInfo.InvariantCulture));
        HostProcess.Ab(_hosts, 1000, 10);
        Tool.Run("kill", "-CONT", program.Id.ToString(CultureInfo.InvariantCulture));
        (int exit, string output) = program.Stop();
        Assert.Equal(0, exit);
        long dropped = JsonDocument.Parse(output).RootElement.GetProperty("counts").GetProperty("dropped_by_system").GetInt64();
        Assert.True(dropped > 1000, $"{dropped} dropped"); // 10,000 packets, of which the buffer holds some hundred
        Assert.Contains($"{dropped.ToString("N0", CultureInfo.InvariantCulture)} dropped", program.Errors[^1], StringComparison.Ordinal);
        string fromFile = Fintracer.Run("analyze", "--format", "json", file).Output;
        Assert.Equal(dropped, JsonDocument.Parse(fromFile).RootElement.GetProperty("counts").GetProperty("dropped_by_system").GetInt64());
    }

    static void AssertSameAsFile(string output, string file)
    {
        var (exit, fromFile, error) = Fintracer.Run("analyze", "--format", "ndjson", file);
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(fromFile.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), LiveProgram.FinalLines(output));
    }

    static string[] Kinds(string output) => [.. LiveProgram.Records(output).Select(r =>
        $"{r.GetProperty("id")} {r.GetProperty("close").GetProperty("kind")} {r.GetProperty("close").GetProperty("active_closer")} {r.GetProperty("reset_count")} {r.GetProperty("first_time")} {r.GetProperty("last_time")}")
        .Order(StringComparer.Ordinal)];
}
