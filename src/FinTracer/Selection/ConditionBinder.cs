using System;
using System.Linq;
using FinTracer.Verdicts;

namespace FinTracer.Selection;

/// <summary>
/// Holds a condition against the fields of the report: names must exist, values must be of the field's kind. What is absent (<c>null</c>)
/// compares with nothing but <c>null</c>. A field in a list holds when one entry does; <c>!=</c> is the opposite of <c>==</c>: no entry is equal.
/// </summary>
sealed class ConditionBinder(ReportFields fields)
{
    /// <summary>The test that a condition stands for; throws <see cref="ConditionException"/> where it cannot be meant.</summary>
    public Func<ConnectionReport, bool> Bind(Condition condition)
    {
        switch (condition)
        {
            case Condition.And both:
                Func<ConnectionReport, bool> first = Bind(both.Left), second = Bind(both.Right);
                return connection => first(connection) && second(connection);
            case Condition.Or either:
                Func<ConnectionReport, bool> one = Bind(either.Left), other = Bind(either.Right);
                return connection => one(connection) || other(connection);
            case Condition.Not not:
                Func<ConnectionReport, bool> negated = Bind(not.Negated);
                return connection => !negated(connection);
            case Condition.Is itself:
                ReportField field = FieldOf(itself.Field);
                Func<FieldValue, bool> holds = field.Type == FieldType.Truth ? static value => value.Number == 1 : static value => value.Exists;
                return connection => field.Any(connection, holds);
            case Condition.Compared compared:
                return Bind(compared);
            default:
                throw new ArgumentOutOfRangeException(nameof(condition));
        }
    }

    /// <summary>The field that a word names; throws when there is none, and says which is near.</summary>
    public ReportField FieldOf(Written name)
    {
        if (fields.Find(name.Text) is { } field) { return field; }
        string[] within = [.. fields.All.Select(each => each.Path).Where(path => path.StartsWith(name.Text.Replace("[]", "", StringComparison.Ordinal) + ".", StringComparison.Ordinal))];
        if (within.Length > 0) { throw new ConditionException(name.Column, $"'{name.Text}' holds several fields: name one of {string.Join(", ", within)}"); }
        string[] near = [.. fields.All.Select(each => each.Path).Where(path => IsNear(path, name.Text)).Take(8)];
        throw new ConditionException(name.Column, $"no field '{name.Text}'{(near.Length > 0 ? $"; there is {string.Join(", ", near)}" : ": the names are those of the JSON record")}");
    }

    Func<ConnectionReport, bool> Bind(Condition.Compared compared)
    {
        ReportField field = FieldOf(compared.Field);
        bool negated = compared.Operator == ComparisonOperator.NotEqual;
        if (compared.Values is [{ Text: "null", Quoted: false } nothing])
        {
            if (!negated && compared.Operator != ComparisonOperator.Equal) { throw new ConditionException(nothing.Column, "null can only be compared with == and !="); }
            return connection => field.Any(connection, static value => value.Exists) == negated;
        }
        Func<FieldValue, bool>[] tests = [.. compared.Values.Select(value => ValueTest.Of(field, compared.Operator, value))];
        Func<FieldValue, bool> test = tests is [var single] ? single : value => Array.Exists(tests, each => each(value));
        return connection => field.Any(connection, test) != negated;
    }

    /// <summary>The last part is the same, or one begins with the other, or only the last part differs.</summary>
    static bool IsNear(string path, string name)
    {
        int dot = name.LastIndexOf('.');
        if (dot > 0 && path.StartsWith(name[..(dot + 1)], StringComparison.Ordinal)) { return true; }
        string last = path[(path.LastIndexOf('.') + 1)..], wanted = name[(name.LastIndexOf('.') + 1)..];
        return last == wanted || (wanted.Length > 2 && (last.StartsWith(wanted, StringComparison.Ordinal) || path.StartsWith(name, StringComparison.Ordinal)));
    }
}
