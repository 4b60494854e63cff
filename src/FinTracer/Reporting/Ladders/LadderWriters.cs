using System.Collections.Generic;
using System.IO;
using System.Text;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Ladders;

/// <summary>Writes ladders in the form that is wanted.</summary>
static class LadderWriters
{
    public static void Write(LadderFormat format, Stream stream, IReadOnlyList<Ladder> ladders, InputNames names, LadderStyle style)
    {
        if (format == LadderFormat.Json)
        {
            LadderJson.Write(stream, ladders, names);
            return;
        }
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
        switch (format)
        {
            case LadderFormat.Svg:
                LadderSvg.Write(text, ladders, names);
                break;
            case LadderFormat.Html:
                LadderHtml.Write(text, ladders, names);
                break;
            default:
                WriteText(text, ladders, names, style);
                break;
        }
    }

    static void WriteText(StreamWriter text, IReadOnlyList<Ladder> ladders, InputNames names, LadderStyle style)
    {
        for (int i = 0; i < ladders.Count; i++)
        {
            if (i > 0) { text.Write('\n'); }
            new LadderText(text, style, names).Write(ladders[i]);
        }
    }
}
