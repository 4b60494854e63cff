using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Completions in the shells themselves, help that shows examples, and the manual page.</summary>
public sealed class ShellTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public ShellTests()
    {
        string program = Path.Combine(_folder, "fintracer");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "fintracer.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) { File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("analyze --form", "--format")]
    [InlineData("analyze --format pa", "parquet")]
    [InlineData("analyze --fail-on time-wait-re", "time-wait-reuse")]
    [InlineData("anno", "annotate")]
    public void Bash_completes(string typed, string expected) => AssertCompletes("bash", expected, $$"""
        source <(fintracer completions bash)
        COMP_LINE="fintracer {{typed}}"; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$COMP_LINE"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _fintracer
        printf '%s\n' "${COMPREPLY[@]}"
        """);

    [Theory]
    [InlineData("analyze --form", "--format")]
    [InlineData("analyze --format pa", "parquet")]
    [InlineData("analyze --fail-on time-wait-re", "time-wait-reuse")]
    [InlineData("anno", "annotate")]
    public void Zsh_completes(string typed, string expected) => AssertCompletes("zsh", expected, $$"""
        compdef() { : }
        compadd() { shift; print -l -- "${(@M)@:#${words[CURRENT]}*}" }
        _files() { : }
        eval "$(fintracer completions zsh)"
        words=(fintracer {{typed}}); CURRENT=${#words}
        _fintracer
        """);

    [Theory]
    [InlineData("analyze --form", "--format")]
    [InlineData("analyze --format pa", "parquet")]
    [InlineData("analyze --fail-on time-wait-re", "time-wait-reuse")]
    [InlineData("anno", "annotate")]
    public void Fish_completes(string typed, string expected) => AssertCompletes("fish", expected, $$"""
        fintracer completions fish | source
        complete -C "fintracer {{typed}}"
        """);

    [Fact]
    public void An_unknown_shell_is_a_usage_error() => Assert.Equal(2, Fintracer.Run("completions", "tcsh").ExitCode);

    [Theory]
    [InlineData("analyze")]
    [InlineData("explain")]
    [InlineData("annotate")]
    [InlineData("findings")]
    [InlineData("live")]
    [InlineData("interfaces")]
    [InlineData("completions")]
    [InlineData("man")]
    public void Help_shows_examples_that_begin_with_the_command(string command)
    {
        string help = Fintracer.Run(command, "--help").Output;
        string examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"fintracer {command} ", examples, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", examples, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_names_the_commit() => Assert.Matches(@"^\d+\.\d+\.\d+\+[0-9a-f]{40}\s*$", Fintracer.Run("--version").Output);

    [Fact]
    public void The_manual_has_every_option_and_mandoc_finds_no_fault()
    {
        string page = Fintracer.Run("man").Output;
        foreach (string command in new[] { "analyze", "explain", "annotate", "live", "completions" })
        {
            string help = Fintracer.Run(command, "--help").Output;
            foreach (string option in help.Split(' ', '\n', ',').Where(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--help").Where(word => word.Skip(2).All(letter => char.IsAsciiLetter(letter) || letter == '-')))
            {
                Assert.Contains(option.Replace("-", "\\-", StringComparison.Ordinal), page, StringComparison.Ordinal);
            }
        }
        Needs.Programs("mandoc");
        string file = Path.Combine(_folder, "fintracer.1");
        File.WriteAllText(file, page);
        Assert.Equal("", Tool.Run("mandoc", "-Tlint", "-W", "warning", file));
    }

    void AssertCompletes(string shell, string expected, string script)
    {
        Needs.That(Tool.Exists(shell), $"{shell} is not installed.");
        string file = Path.Combine(_folder, "script");
        File.WriteAllText(file, script);
        var start = new ProcessStartInfo(shell, shell == "zsh" ? ["-f", file] : [file]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["PATH"] = _folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = _folder;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        string[] completed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool offered = completed.Any(line => line.Split('\t')[0] == expected);
        Assert.True(offered, $"{shell}: {output}{error}");
    }
}
