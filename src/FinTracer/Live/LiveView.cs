using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Findings;
using FinTracer.Reporting.Tables;

namespace FinTracer.Live;

/// <summary>The picture on a terminal that is drawn over itself, and the keys that change it.</summary>
/// <param name="text">The terminal.</param>
/// <param name="size">Its columns and rows at present.</param>
/// <param name="colors">Colours are wanted.</param>
/// <param name="options">What the figures are measured by.</param>
/// <param name="order">What services are ordered by until a key says otherwise.</param>
sealed class LiveView(TextWriter text, Func<(int Columns, int Rows)> size, bool colors, SumsOptions options, ViewOrder order)
{
    const string HideCursor = "\u001b[?25l";
    const string ShowCursor = "\u001b[?25h";
    const string ClearLineEnd = "\u001b[K";
    const string ClearBelow = "\u001b[J";
    const int MaxNotes = 100; // a loose cable must not fill memory
    const string ClearScreen = "\u001b[2J\u001b[H";

    readonly List<string> _notes = [];
    (int Columns, int Rows) _size;
    int _linesShown;
    bool _shows;
    LiveSnapshot? _latest;
    ViewOrder _order = order;

    /// <summary>Shows the view while <paramref name="work"/> runs, and takes it away behind it.</summary>
    public TResult During<TResult>(Func<TResult> work)
    {
        // A second Ctrl-C ends the process where it stands: with the cursor, that the view had hidden.
        void RestoreCursor(object? sender, EventArgs arguments) => text.Write(ShowCursor);
        AppDomain.CurrentDomain.ProcessExit += RestoreCursor;
        try
        {
            (_size, _shows) = (size(), true);
            text.Write(HideCursor);
            return work();
        }
        finally
        {
            _shows = false;
            text.Write(ToFirstLine + ClearBelow + ShowCursor);
            AppDomain.CurrentDomain.ProcessExit -= RestoreCursor;
        }
    }

    /// <summary>Draws a new state.</summary>
    public void Show(LiveSnapshot snapshot)
    {
        _latest = snapshot;
        Draw();
    }

    /// <summary>Something to be said: a line of its own would be drawn over. It stays in the picture, the latest of them.</summary>
    public void Note(string line)
    {
        if (_notes.Count == MaxNotes)
        {
            _notes.RemoveAt(0);
        }

        _notes.Add(line);
        Draw();
    }

    /// <summary>What was noted, the latest of it, for those who read on when the view is gone.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Draws anew when the terminal has become another size.</summary>
    public void Fit()
    {
        if (size() is var now && now != _size)
        {
            // The terminal has broken the lines anew: where they stand is not known any more.
            text.Write(ClearScreen);
            (_size, _linesShown) = (now, 0);
            Draw();
        }
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

    string ToFirstLine => _linesShown == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\r\u001b[{_linesShown}A");

    void Draw()
    {
        if (!_shows || _latest is not { } latest)
        {
            return;
        }

        var page = new StringWriter();
        int left = _size.Rows - 1; // the cursor stands below; what does not fit would scroll
        if (_notes.Count > 0)
        {
            foreach (string line in ColumnFit.Lines(_notes[^1], _size.Columns, isList: false))
            {
                page.Write(colors ? $"\u001b[33m{line}\u001b[0m\n" : $"{line}\n");
                left--;
            }
        }

        new TerminalPage(page, _size.Columns, colors, terse: true).Render(LiveLayout.Fit(LivePage.Of(latest, _order, options, _size.Columns), left));
        string[] lines = page.ToString().TrimEnd('\n').Split('\n');
        text.Write($"{ToFirstLine}{string.Concat(lines.Take(_size.Rows - 1).Select(line => $"{line}{ClearLineEnd}\n"))}{ClearBelow}");
        _linesShown = Math.Min(lines.Length, _size.Rows - 1);
    }
}
