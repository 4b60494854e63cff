using System;
using System.Diagnostics;
using System.IO;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests;

/// <summary>What the system refuses ends with 4 and one line. Root is refused nothing: the program runs as somebody else.</summary>
public sealed class PermissionTests : IDisposable
{
    const string Small = "captures/server-closes-first/client.pcap";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Everybody = OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_capture_that_may_not_be_read_ends_with_4()
    {
        SkipUnlessRoot();
        string path = Path.Combine(_folder, "secret.pcap");
        File.Copy(Path.Combine(Repository.Root, Small), path);
        Allow(path, OwnerOnly);

        var (exit, output, error) = RunAsNobody("analyze", path);

        Assert.Equal((4, ""), (exit, output));
        Assert.Contains("secret.pcap: cannot be read: no permission to read it", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_read_ends_with_4()
    {
        SkipUnlessRoot();
        string path = Path.Combine(_folder, "secret");
        Directory.CreateDirectory(path);
        Allow(path, OwnerOnly | UnixFileMode.UserExecute);

        Assert.Equal((4, "", $"fintracer: {path}: the folder cannot be read\n"), RunAsNobody("analyze", path));
    }

    [Fact]
    public void A_report_that_may_not_be_written_ends_with_4()
    {
        SkipUnlessRoot();
        var (exit, output, error) = RunAsNobody("analyze", Small, "-o", Path.Combine(_folder, "report.json"), "--format", "json");
        Assert.Equal((4, ""), (exit, output));
        Assert.Contains("report.json: cannot write the report", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    void SkipUnlessRoot()
    {
        bool isRoot = OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv");
        if (!isRoot && Environment.GetEnvironmentVariable("FINTRACER_CI") != "1")
        {
            Needs.Missing("only root can run the program as another user (setpriv)");
        }

        Allow(_folder, Everybody);
    }

    static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    static (int ExitCode, string Output, string Error) RunAsNobody(params string[] arguments)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
