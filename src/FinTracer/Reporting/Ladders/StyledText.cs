using System.IO;
using FinTracer.Reporting.Tables;
using Spectre.Console;

namespace FinTracer.Reporting.Ladders;

/// <summary>Lines of text with tones; without a terminal the tones are left out.</summary>
sealed class StyledText(TextWriter text, bool colors)
{
    const int NoWrapping = 10_000;

    readonly IAnsiConsole? _console = colors ? ConsoleOn(text) : null;

    public void Write(string words, Tone tone = Tone.Plain)
    {
        if (_console is null || tone == Tone.Plain) { text.Write(words); }
        else { _console.Write(new Text(words, TerminalPage.StyleOf(tone))); }
    }

    /// <summary>Ends the line, with one octet on every system.</summary>
    public void EndLine() => text.Write('\n');

    static IAnsiConsole ConsoleOn(TextWriter text)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = NoWrapping;
        return console;
    }
}
