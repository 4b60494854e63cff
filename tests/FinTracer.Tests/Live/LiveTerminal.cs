using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FinTracer.Tests.TestKit;

namespace FinTracer.Tests.Live;

/// <summary>The program capturing on a terminal (script makes one), with what that shows; behind the program its modes are printed.</summary>
sealed partial class LiveTerminal : IDisposable
{
    readonly Process _script;
    readonly Screen _screen;
    readonly Task _reading;

    LiveTerminal(Process script, Screen screen)
    {
        (_script, _screen) = (script, screen);
        _reading = Task.Run(Read);
    }

    /// <summary>What it shows.</summary>
    public string Text => Locked(() => _screen.ToString());

    /// <summary>The cursor shows.</summary>
    public bool HasCursor => Locked(() => _screen.HasCursor);

    /// <summary>Starts it; the view is there when this returns.</summary>
    public static LiveTerminal Start(string host, int columns, int rows, params string[] arguments)
    {
        string program = string.Join(' ', LiveProgram.CommandLine(arguments));
        string size = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows {rows}");
        // Ctrl-C reaches the shell as well, and some shells end of it before they have said how the program ended; what is trapped is at its default for the program.
        var terminal = new LiveTerminal(
            NetworkNamespaces.Start(host, "env", "-u", "NO_COLOR", "TERM=xterm-256color", "script", "-qec", $"trap : INT; {size}; {program}; echo exit=$?; stty -a; echo end", "/dev/null"),
            new Screen(columns, rows));
        terminal.WaitFor("LIVE");
        return terminal;
    }

    /// <summary>Types.</summary>
    public void Type(string keys)
    {
        _script.StandardInput.Write(keys);
        _script.StandardInput.Flush();
    }

    /// <summary>Waits until it shows something.</summary>
    public void WaitFor(string text)
    {
        try
        {
            LiveProgram.WaitFor(() => Text.Contains(text, StringComparison.Ordinal), $"'{text}' on the terminal");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}, which shows:\n{Text}", e);
        }
    }

    /// <summary>Gives the window another size.</summary>
    public void Resize(int columns, int rows)
    {
        lock (_screen)
        {
            _screen.Resize(columns, rows);
            Tool.Run("stty", "-F", Device(), "cols", columns.ToString(CultureInfo.InvariantCulture), "rows", rows.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Waits for the end of all: exit code, and the modes in which the terminal is left.</summary>
    public (int ExitCode, string[] Modes) WaitForEnd()
    {
        LiveProgram.WaitFor(() => _reading.IsCompleted, "the end of the program on the terminal");
        string text = Text;
        return (int.Parse(ExitCode().Match(text).Groups[1].Value, CultureInfo.InvariantCulture), text[ExitCode().Match(text).Index..].Split([' ', '\n', ';']));
    }

    public void Dispose()
    {
        if (!_script.HasExited)
        {
            _script.Kill(entireProcessTree: true);
            _script.WaitForExit();
        }

        _script.Dispose();
    }

    /// <summary>The terminal that the programs below script have.</summary>
    string Device()
    {
        string child = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_script.Id}/task/{_script.Id}/children")).Split(' ')[0];
        return File.ResolveLinkTarget($"/proc/{child}/fd/1", returnFinalTarget: false)!.FullName;
    }

    void Read()
    {
        var buffer = new char[4096];
        for (int read = _script.StandardOutput.Read(buffer); read > 0; read = _script.StandardOutput.Read(buffer))
        {
            lock (_screen) { _screen.Write(buffer.AsSpan(0, read)); }
        }
    }

    T Locked<T>(Func<T> read)
    {
        if (_reading is { IsFaulted: true })
        {
            _reading.GetAwaiter().GetResult();
        }

        lock (_screen) { return read(); }
    }

    [GeneratedRegex("exit=([0-9]+)")]
    private static partial Regex ExitCode();
}
