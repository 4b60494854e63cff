using System;
using System.IO;

namespace FinTracer.Reporting.Ladders;

/// <summary>The looks of a drawn ladder, light and dark, as it lies beside the code.</summary>
static class LadderCss
{
    /// <summary>The style sheet.</summary>
    public static string Text { get; } = Read();

    static string Read()
    {
        using Stream resource = typeof(LadderCss).Assembly.GetManifestResourceStream("Ladder.css") ?? throw new InvalidOperationException("Ladder.css is not in the program.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
