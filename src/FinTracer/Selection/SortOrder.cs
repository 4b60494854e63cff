using System;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Selection;

/// <summary>An order of connections: by one field after the other, then by their numbers, so that it is the same every time.</summary>
sealed class SortOrder : IComparer<ConnectionReport>
{
    readonly List<(ReportField Field, bool Descending)> _keys = [];

    SortOrder()
    {
    }

    /// <summary>By number: the order of first frames.</summary>
    public static SortOrder ById { get; } = new();

    /// <summary>Reads <c>responder.port,close.idle_before_close_s:desc</c>; throws <see cref="ConditionException"/> when it cannot.</summary>
    public static SortOrder Read(string text, ReportFields fields)
    {
        var order = new SortOrder();
        int column = 1;
        foreach (string part in text.Split(','))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            string direction = colon < 0 ? "asc" : part[(colon + 1)..];
            if (direction is not ("asc" or "desc")) { throw new ConditionException(column + colon + 1, $"'{direction}' is neither asc nor desc"); }
            string name = colon < 0 ? part : part[..colon];
            order._keys.Add((new ConditionBinder(fields).FieldOf(new(name.Trim(), column)), direction == "desc"));
            column += part.Length + 1;
        }
        return order;
    }

    /// <summary>What is absent stands last, whichever the direction.</summary>
    public int Compare(ConnectionReport x, ConnectionReport y)
    {
        foreach ((ReportField field, bool descending) in _keys)
        {
            FieldValue left = field.First(x), right = field.First(y);
            int order = descending && left.Exists && right.Exists ? right.CompareTo(left) : left.CompareTo(right);
            if (order != 0) { return order; }
        }
        return x.Id.CompareTo(y.Id);
    }
}
