using System;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Selection;

/// <summary>A field of the report, named by its path in the JSON record. A field in a list has as many values as the list has entries.</summary>
/// <param name="Path">Names joined by dots: <c>close.kind</c>, <c>resets.cause</c>.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Any">True when a value of the connection's passes the test; values are offered in order until one does.</param>
sealed record ReportField(string Path, FieldType Type, Func<ConnectionReport, Func<FieldValue, bool>, bool> Any)
{
    /// <summary>The words it can be, of a field of words.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The value to sort by: the first one.</summary>
    public FieldValue First(in ConnectionReport connection)
    {
        FieldValue first = FieldValue.Absent;
        Any(connection, value =>
        {
            first = value;
            return true;
        });
        return first;
    }
}
