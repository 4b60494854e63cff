using System;
using System.Diagnostics;
using System.IO;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>Reports that cannot be written, or must not be: one line, an exit code, the old report whole and nothing left lying about.</summary>
[Collection(nameof(RunAlone))]
public sealed class OutputFaultTests : IDisposable
{
    const string Capture = "captures/server-closes-first/client.pcap";
    const string Crowd = "captures/ab-puzzle/server.pcap.zst";

    readonly TemporaryFolder _folder = new();

    public OutputFaultTests() => LinuxProcess.SkipElsewhere();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_leaves_the_old_report()
    {
        LinuxProcess.SkipUnlessRoot();
        string disk = Directory.CreateDirectory(_folder.Of("disk")).FullName;
        Assert.Equal(0, Shell.Do($"mount -t tmpfs -o size=64k tmpfs {disk}"));
        try
        {
            string report = Path.Combine(disk, "report.ndjson");
            File.WriteAllText(report, "old");
            var (exit, _, error) = Fintracer.Run("analyze", Crowd, "--format", "ndjson", "-o", report);
            Assert.Equal((3, $"fintracer: {report}: cannot write the report: no space left on the device\n"), (exit, error));
            Assert.Equal("old", File.ReadAllText(report));
            Assert.Equal([report], Directory.GetFiles(disk));
        }
        finally
        {
            Shell.Do($"umount {disk}");
        }
    }

    [Fact]
    public void Output_that_is_full_is_one_line()
    {
        var (full, _, complaint) = Shell.Run($"exec dotnet {AppContext.BaseDirectory}fintracer.dll analyze {Capture} > /dev/full");
        Assert.Equal((3, "fintracer: standard output: cannot write the report: no space left on the device\n"), (full, complaint));
    }

    /// <summary>What is closed when the program starts is somebody else's number by the time it is used.</summary>
    [Theory]
    [InlineData("analyze - <&-", "fintracer: -: cannot be read: standard input is closed\n")]
    [InlineData("analyze " + Capture + " >&-", "fintracer: standard output: cannot write the report: it is closed\n")]
    [InlineData("analyze " + Capture + " --format parquet >&-", "fintracer: standard output: cannot write the report: it is closed\n")]
    [InlineData("--help >&-", "fintracer: standard output: cannot write the report: it is closed\n")]
    [InlineData("--version >/dev/full", "fintracer: standard output: cannot write the report: no space left on the device\n")]
    [InlineData("analyze nosuch.pcap 2>&-", "")]
    [InlineData("analyze nosuch.pcap 2>/dev/full", "")]
    [InlineData("analyze " + Capture + " <&- >&- 2>&-", "")]
    public void Streams_that_are_closed_or_full_end_it_with_3_and_one_line(string arguments, string words)
    {
        var (exit, output, error) = Shell.Run($"exec dotnet {AppContext.BaseDirectory}fintracer.dll {arguments}");
        Assert.Equal((3, "", words), (exit, output, error));
    }

    /// <summary>A file opened later gets the number of a stream that is closed; complaints must not end up in it.</summary>
    [Fact]
    public void A_report_holds_no_complaints_when_standard_error_is_closed()
    {
        string cut = _folder.Write("cut.pcap", File.ReadAllBytes(Path.Combine(Repository.Root, Capture))[..^5]);
        string report = _folder.Of("report.csv");
        Assert.Equal(1, Shell.Do($"exec dotnet {AppContext.BaseDirectory}fintracer.dll analyze {cut} --format csv -o {report} <&- >&- 2>&-"));
        Assert.Equal(Fintracer.Run("analyze", cut, "--format", "csv").Output, File.ReadAllText(report));
    }

    /// <summary>The folder's permission goes while the report is being made: the old one stays whole.</summary>
    [Fact]
    public void A_permission_lost_while_writing_leaves_the_old_report()
    {
        LinuxProcess.SkipUnlessRoot();
        string folder = Directory.CreateDirectory(_folder.Of("theirs")).FullName;
        string report = Path.Combine(folder, "report.ndjson");
        File.WriteAllText(report, "old");
        Assert.Equal(0, Shell.Do($"chmod 755 {_folder.Path}; chown -R 65534:65534 {folder}"));
        using Process process = Shell.Start($"exec setpriv --reuid=65534 --regid=65534 --clear-groups dotnet {AppContext.BaseDirectory}fintracer.dll analyze - --format ndjson -o {report}");
        byte[] capture = File.ReadAllBytes(Path.Combine(Repository.Root, Capture));
        process.StandardInput.BaseStream.Write(capture, 0, 100);
        process.StandardInput.BaseStream.Flush();
        LinuxProcess.WaitFor(() => Directory.GetFiles(folder).Length == 2);
        Assert.Equal(0, Shell.Do($"chown 0:0 {folder}; chmod 755 {folder}"));
        process.StandardInput.BaseStream.Write(capture, 100, capture.Length - 100);
        process.StandardInput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((4, $"fintracer: {report}: cannot write the report: permission denied\n"), (process.ExitCode, error));
        Assert.Equal("old", File.ReadAllText(report));
    }

    /// <summary>In /tmp a link may be anybody's: root does not write through it, nor through a folder that is one.</summary>
    [Fact]
    public void Root_writes_through_no_link_in_a_shared_folder()
    {
        LinuxProcess.SkipUnlessRoot();
        string precious = _folder.Write("precious", "precious"u8.ToArray());
        string shared = Directory.CreateDirectory(_folder.Of("shared")).FullName;
        Assert.Equal(0, Shell.Do($"chmod 1777 {shared}"));
        File.CreateSymbolicLink(Path.Combine(shared, "report.json"), precious);
        File.CreateSymbolicLink(Path.Combine(shared, "folder"), _folder.Path);
        File.CreateSymbolicLink(_folder.Of("by-way-of"), Path.Combine(shared, "report.json"));
        foreach (string path in new[] { Path.Combine(shared, "report.json"), Path.Combine(shared, "folder", "precious"), _folder.Of("by-way-of") })
        {
            var (exit, _, error) = Fintracer.Run("analyze", Capture, "-o", path);
            Assert.Equal(4, exit);
            Assert.Contains("symbolic link", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
            Assert.Equal("precious", File.ReadAllText(precious));
        }
        Assert.Equal(0, Fintracer.Run("analyze", Capture, "-o", Path.Combine(shared, "plain.txt")).ExitCode);
    }

    /// <summary>The same for captured frames, whose unfinished file has a name that can be guessed.</summary>
    [Fact]
    public void Root_writes_no_capture_through_a_link_in_a_shared_folder()
    {
        LinuxProcess.SkipUnlessRoot();
        string precious = _folder.Write("precious", "precious"u8.ToArray());
        string shared = Directory.CreateDirectory(_folder.Of("shared")).FullName;
        Assert.Equal(0, Shell.Do($"chmod 1777 {shared}"));
        File.CreateSymbolicLink(Path.Combine(shared, "link.pcapng"), precious);

        var (exit, _, error) = Fintracer.Run("live", "-i", "lo", "--duration", "0.3", "--quiet", "-w", Path.Combine(shared, "link.pcapng"));
        Assert.Equal(4, exit);
        Assert.Contains("symbolic link", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        string web = Path.Combine(shared, "web.pcapng");
        Assert.Equal(0, Shell.Do($"ln -s {precious} {web}.$$.part && exec dotnet {AppContext.BaseDirectory}fintracer.dll live -i lo --duration 0.3 --quiet -w {web}"));
        Assert.Equal("precious", File.ReadAllText(precious));
        Assert.Null(new FileInfo(web).LinkTarget);
    }

    [Fact]
    public void A_new_report_is_made_where_there_was_none()
    {
        string report = _folder.Of("new.csv");
        Assert.Equal((0, "", ""), Fintracer.Run("analyze", Capture, "--format", "csv", "-o", report));
        Assert.StartsWith("id,", File.ReadAllText(report), StringComparison.Ordinal);
        Assert.Equal(["new.csv"], _folder.Files());
    }

    /// <summary>A link in a folder of one's own is followed, as anywhere else.</summary>
    [Fact]
    public void A_link_of_ones_own_is_written_through()
    {
        string real = _folder.Write("real.txt", "old"u8.ToArray());
        File.CreateSymbolicLink(_folder.Of("link.txt"), real);
        Assert.Equal(0, Fintracer.Run("analyze", Capture, "-o", _folder.Of("link.txt")).ExitCode);
        Assert.StartsWith("CAPTURE", File.ReadAllText(real), StringComparison.Ordinal);
        Assert.Equal(real, new FileInfo(_folder.Of("link.txt")).LinkTarget);
    }

    [Fact]
    public void A_private_report_stays_private_when_it_is_replaced()
    {
        string report = _folder.Write("report.txt", "old"u8.ToArray());
        Assert.Equal(0, Shell.Do($"chmod 600 {report}"));
        Assert.Equal(0, Fintracer.Run("analyze", Capture, "-o", report).ExitCode);
        Assert.Equal("600\n", Shell.Run($"stat -c %a {report}").Output);
    }
}
