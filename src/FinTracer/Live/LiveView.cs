using System;
using System.Collections.Generic;
using System.IO;
using FinTracer.Findings;
using FinTracer.Reporting.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FinTracer.Live;

/// <summary>The picture on a terminal that is drawn over itself, and the keys that change it.</summary>
sealed class LiveView(TextWriter text, int width, bool colors, SumsOptions options, ViewOrder order)
{
    const string ShowCursor = "\u001b[?25h";

    readonly IAnsiConsole _console = ConsoleOn(text, width, colors);
    LiveDisplayContext? _display;
    LiveSnapshot? _latest;
    ViewOrder _order = order;

    /// <summary>Shows the view while <paramref name="work"/> runs, and takes it away behind it.</summary>
    public TResult During<TResult>(Func<TResult> work)
    {
        // A second Ctrl-C ends the process where it stands: with the cursor, that the display had hidden.
        void RestoreCursor(object? sender, EventArgs arguments) => text.Write(ShowCursor);
        AppDomain.CurrentDomain.ProcessExit += RestoreCursor;
        try
        {
            return _console.Live(new Text("")).AutoClear(true).Start(display =>
            {
                _display = display;
                return work();
            });
        }
        finally
        {
            _display = null;
            AppDomain.CurrentDomain.ProcessExit -= RestoreCursor;
        }
    }

    /// <summary>Draws a new state.</summary>
    public void Show(LiveSnapshot snapshot)
    {
        _latest = snapshot;
        Draw();
    }

    /// <summary>Takes the keys that were pressed; true when one of them asks for the end.</summary>
    public bool TakeKeys()
    {
        bool end = false;
        bool changed = false;
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            char key = char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar);
            end |= key == 'q';
            changed |= TryOrder(key);
        }

        if (changed)
        {
            Draw();
        }

        return end;
    }

    /// <summary>True when the key stands for an order; that is taken then.</summary>
    internal bool TryOrder(char key)
    {
        ViewOrder? chosen = key switch
        {
            'c' => ViewOrder.Connections,
            't' => ViewOrder.Closer,
            'r' => ViewOrder.Resets,
            'n' => ViewOrder.Name,
            _ => null,
        };
        _order = chosen ?? _order;
        return chosen is not null;
    }

    void Draw()
    {
        if (_display is not { } display || _latest is not { } latest)
        {
            return;
        }

        var parts = new List<IRenderable>();
        foreach (Block block in LivePage.Of(latest, _order, options))
        {
            parts.Add(new Text(block.Title, new Style(decoration: Decoration.Bold)));
            parts.Add(block.Rows.Count > 0 ? TerminalPage.TableOf(block, colors) : new Text("  none yet"));
        }

        display.UpdateTarget(new Rows(parts));
    }

    static IAnsiConsole ConsoleOn(TextWriter text, int width, bool colors)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.Yes,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = width;
        return console;
    }
}
