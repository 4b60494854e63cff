using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FinTracer.Reporting.Json;
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
    readonly Dictionary<(ReasonCode Code, long Value, bool HasFrame), int> _known = []; // what a sentence follows from where no file is named in it
    readonly List<string> _sentences = [];

    /// <summary>The sentences by number.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>Writes a reason: <c>[number, frame]</c>, or the sentence.</summary>
    public void Write(JsonText json, in Reason reason)
    {
        (ReasonCode, long, bool) key = (reason.Code, reason.Value, reason.Frame.IsSome);
        if (names.Several || !_known.TryGetValue(key, out int number))
        {
            string sentence = ReasonText.ToText(reason, names);
            if (NumberOf(sentence, reason) is not { } found)
            {
                json.Raw("\""u8);
                json.Raw(JsonEncodedText.Encode(sentence, JavaScriptEncoder.Default).EncodedUtf8Bytes);
                json.Raw("\""u8);
                return;
            }

            number = found;
            if (!names.Several && _known.Count < MaxSentences) { _known.Add(key, number); }
        }

        json.Number("["u8, number);
        json.Number(","u8, HtmlRows.NumberOf(reason.Frame));
        json.Raw("]"u8);
    }

    /// <summary>The number of a sentence, which it gets when it is new; null when there are too many.</summary>
    int? NumberOf(string sentence, in Reason reason)
    {
        string template = reason.Frame.IsSome
            ? sentence.Replace(string.Create(CultureInfo.InvariantCulture, $"{new FrameText(reason.Frame, names)}"), FrameMark.ToString(), StringComparison.Ordinal)
            : sentence;
        if (_numbers.TryGetValue(template, out int number)) { return number; }
        if (_sentences.Count == MaxSentences) { return null; }
        _numbers.Add(template, _sentences.Count);
        _sentences.Add(template);
        return _sentences.Count - 1;
    }
}
