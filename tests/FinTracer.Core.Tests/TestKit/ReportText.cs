using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit;

/// <summary>
/// A report as lines <c>path = value</c>, by reflection, so that a field added to the report is compared without a word here.
/// A view says how frames and times are named and what is left out.
/// </summary>
public static class ReportText
{
    /// <summary>The report as text.</summary>
    public static string Of(ConnectionReport report, ReportView? view = null)
    {
        var text = new StringBuilder();
        Append(text, "", report, view ?? new());
        return text.ToString();
    }

    /// <summary>All reports as one text.</summary>
    public static string Of(IEnumerable<ConnectionReport> reports, ReportView? view = null) =>
        string.Join("--\n", reports.Select(r => Of(r, view)));

    static void Append(StringBuilder text, string path, object? value, ReportView view)
    {
        if (view.Leaves(path))
        {
            return;
        }

        switch (value)
        {
            case FrameId frame:
                Line(text, path, frame.IsSome ? view.Frame(frame) : "-");
                break;
            case long number when path.EndsWith("TimeNs", StringComparison.Ordinal):
                Line(text, path, view.Time(number));
                break;
            case null or string or Endpoint or SequenceNumber or Enum:
            case IConvertible:
                Line(text, path, value is SequenceNumber seq ? view.Sequence(path, seq) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "-");
                break;
            case IEnumerable items:
                int index = 0;
                foreach (object item in items)
                {
                    Append(text, $"{path}[{index++}]", item, view);
                }

                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Append(text, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.GetValue(value), view);
                }

                break;
        }
    }

    static void Line(StringBuilder text, string path, string value) => text.Append("    ").Append(path).Append(" = ").Append(value).Append('\n');
}
