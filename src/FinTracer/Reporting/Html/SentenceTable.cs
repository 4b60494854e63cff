using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Html;

/// <summary>
/// Reasons recur in every connection, with another frame: each sentence is kept once, with a mark where the frame stands, and a row holds its number
/// and the frame. Sentences with figures of their own could be without end, so that beyond a limit they stand in the row.
/// </summary>
sealed class SentenceTable(InputNames names)
{
    /// <summary>Stands for the frame in a sentence; no sentence has it otherwise.</summary>
    public const char FrameMark = '\u0001';

    const int MaxSentences = 500;

    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly List<string> _sentences = [];

    /// <summary>The sentences by number.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>Writes a reason: <c>[number, frame]</c>, or the sentence.</summary>
    public void Write(Utf8JsonWriter json, Reason reason)
    {
        string sentence = ReasonText.ToText(reason, names);
        string template = reason.Frame.IsSome
            ? sentence.Replace(string.Create(CultureInfo.InvariantCulture, $"{new FrameText(reason.Frame, names)}"), FrameMark.ToString(), StringComparison.Ordinal)
            : sentence;
        if (!_numbers.TryGetValue(template, out int number))
        {
            if (_sentences.Count == MaxSentences)
            {
                json.WriteStringValue(sentence);
                return;
            }
            number = _sentences.Count;
            _numbers.Add(template, number);
            _sentences.Add(template);
        }
        json.WriteStartArray();
        json.WriteNumberValue(number);
        HtmlRows.WriteFrame(json, reason.Frame);
        json.WriteEndArray();
    }
}
