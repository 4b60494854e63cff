using System;
using System.Text;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Json;

/// <summary>The names of input files as JSON text, escaped once for each file and not once for each frame. One thread at a time.</summary>
sealed class FileNameTexts(InputNames names)
{
    Entry[] _entries = [];

    /// <summary>The name of the file of <paramref name="frame"/> as a JSON string (<see cref="JsonFields.Foreign"/>), or null.</summary>
    public ReadOnlySpan<byte> Of(FrameId frame) => names.Of(frame) is { } name ? EntryOf(frame.File, name).Quoted : "null"u8;

    /// <summary>The same for a sentence, which shows it cleaned.</summary>
    public FileInSentence InSentence(FrameId frame)
    {
        if (names.Of(frame) is not { } name) { return default; }
        ref readonly Entry entry = ref EntryOf(frame.File, name);
        return new(entry.Cleaned, entry.Characters);
    }

    ref readonly Entry EntryOf(int file, string name)
    {
        if (file >= _entries.Length) { Array.Resize(ref _entries, file + 1); }
        ref Entry entry = ref _entries[file];
        if (entry.Quoted is null) { entry = new(name); }
        return ref entry;
    }

    readonly struct Entry(string name)
    {
        public byte[]? Quoted { get; } = Encoding.UTF8.GetBytes(JsonFields.Foreign(name));

        public byte[] Cleaned { get; } = Encoding.UTF8.GetBytes(JsonFields.Escaping.Encode(Sanitizer.Clean(name)));

        public int Characters { get; } = Sanitizer.Clean(name).Length;
    }
}
