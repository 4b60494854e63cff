using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace FinTracer.Reporting.Html;

/// <summary>The fixed parts of the page, as they lie beside the code, and what the page's policy must know of them.</summary>
static class HtmlAssets
{
    /// <summary>The page's own parts in their order.</summary>
    static readonly string[] Scripts = ["1-data.js", "2-charts.js", "3-table.js", "4-ladder.js"];

    /// <summary>The style sheets.</summary>
    public static string Css => Read("uPlot.min.css") + "\n" + Read("report.css");

    /// <summary>What stands in the body above the data.</summary>
    public static string Body => Read("page.html");

    /// <summary>The chart library (uPlot, MIT) with its licence.</summary>
    public static string Library => $"/*!\n{Read("uPlot.LICENSE.txt")}*/\n{Read("uPlot.iife.min.js")}";

    /// <summary>The page's script.</summary>
    public static string Script
    {
        get
        {
            var script = new StringBuilder("(() => {\n'use strict';\n");
            foreach (string name in Scripts) { script.Append(Read(name)); }
            return script.Append("})();\n").ToString();
        }
    }

    /// <summary>A source for the page's Content-Security-Policy: exactly this text.</summary>
    public static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    static string Read(string name)
    {
        using Stream resource = typeof(HtmlAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
