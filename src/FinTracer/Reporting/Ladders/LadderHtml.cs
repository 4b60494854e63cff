using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Ladders;

/// <summary>Ladders as one page that needs nothing else: the verdict in words, the drawing below. It may load nothing and run nothing.</summary>
static class LadderHtml
{
    const string PageCss = """
        :root{color-scheme:light dark}
        body{margin:0;font:15px/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:#fff;color:#1d2433}
        main{max-width:1250px;margin:0 auto;padding:24px 16px}
        h1{font-size:20px;margin:0 0 12px}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;margin:0 0 20px}
        dt{color:#5c6780}dd{margin:0;overflow-wrap:anywhere}
        .bad{color:#c8283a}.strong{font-weight:650}.soft{color:#5c6780}
        figure{margin:0;overflow-x:auto}
        svg{display:block;max-width:none}
        @media (prefers-color-scheme:dark){body{background:#12161f;color:#e4e8f0}dt,.soft{color:#98a3b8}.bad{color:#ff7380}}
        @media print{main{padding:0}figure{overflow:visible}svg{max-width:100%;height:auto}}

        """;

    public static void Write(TextWriter text, IReadOnlyList<Ladder> ladders, InputNames names)
    {
        string css = PageCss.ReplaceLineEndings("\n") + LadderCss.Text;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        text.Write("<!doctype html>\n<html lang=\"en\">\n");
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment, OmitXmlDeclaration = true, CloseOutput = false, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("head");
            Empty(xml, "meta", ("charset", "utf-8"));
            Empty(xml, "meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
            Empty(xml, "meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            xml.WriteElementString("title", ladders.Count == 0 ? "FinTracer" : LadderHeader.Title(ladders[0].Report));
            xml.WriteStartElement("style");
            xml.WriteRaw(css);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            xml.WriteStartElement("main");
            foreach (Ladder ladder in ladders) { Write(xml, ladder, names); }
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        text.Write("\n</html>\n");
    }

    static void Write(XmlWriter xml, Ladder ladder, InputNames names)
    {
        bool inList = false;
        foreach ((string name, string value, Tone tone) in LadderHeader.Of(ladder.Report, names))
        {
            if (name == "connection")
            {
                xml.WriteElementString("h1", "Connection " + value);
                xml.WriteStartElement("dl");
                inList = true;
                continue;
            }
            xml.WriteElementString("dt", name);
            xml.WriteStartElement("dd");
            if (ClassOf(tone) is { } kind) { xml.WriteAttributeString("class", kind); }
            xml.WriteString(value);
            xml.WriteEndElement();
        }
        if (inList) { xml.WriteEndElement(); }
        xml.WriteStartElement("figure");
        LadderSvg.WriteInPage(xml, ladder, names);
        xml.WriteEndElement();
    }

    static string? ClassOf(Tone tone) => tone switch
    {
        Tone.Bad => "bad",
        Tone.Strong => "strong",
        Tone.Faint => "soft",
        Tone.Plain or Tone.Good or Tone.Caution => null,
    };

    static void Empty(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name);
        foreach ((string attribute, string value) in attributes) { xml.WriteAttributeString(attribute, value); }
        xml.WriteEndElement();
    }
}
