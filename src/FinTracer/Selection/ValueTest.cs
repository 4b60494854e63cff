using System;
using static FinTracer.Selection.ComparisonOperator;

namespace FinTracer.Selection;

/// <summary>Makes a test of an operator and a value, as the field's type reads it.</summary>
static class ValueTest
{
    /// <summary>Throws <see cref="ConditionException"/> when the field cannot be compared so.</summary>
    public static Func<FieldValue, bool> Of(ReportField field, ComparisonOperator comparison, Written value)
    {
        switch (field.Type)
        {
            case FieldType.Number or FieldType.Duration or FieldType.Time:
                return OfNumber(field, comparison, value);
            case FieldType.Address:
                RequireEquality(field, comparison, value);
                AddressRange range = AddressRange.TryParse(value.Text, out AddressRange parsed)
                    ? parsed
                    : throw new ConditionException(value.Column, $"'{value.Text}' is no address and no network (10.0.0.0/8)");
                return candidate => candidate.Exists && range.Contains(candidate.Address);
            case FieldType.Truth:
                RequireEquality(field, comparison, value);
                bool truth = bool.TryParse(value.Text, out bool read) ? read : throw new ConditionException(value.Column, $"{field.Path} is true or false");
                return candidate => candidate.Exists && candidate.Number == (truth ? 1 : 0);
            case FieldType.Word or FieldType.Text:
                return OfText(field, comparison, value);
            default:
                throw new ArgumentOutOfRangeException(nameof(field));
        }
    }

    static Func<FieldValue, bool> OfNumber(ReportField field, ComparisonOperator comparison, Written value)
    {
        if (!ValueText.TryParseNumber(field.Type, value.Text, out Int128 number))
        {
            throw new ConditionException(value.Column, $"'{value.Text}' is no {ValueText.Wanted(field.Type)}, which {field.Path} is");
        }
        return comparison switch
        {
            Equal or NotEqual => candidate => candidate.Exists && candidate.Number == number,
            Less => candidate => candidate.Exists && candidate.Number < number,
            LessOrEqual => candidate => candidate.Exists && candidate.Number <= number,
            Greater => candidate => candidate.Exists && candidate.Number > number,
            GreaterOrEqual => candidate => candidate.Exists && candidate.Number >= number,
            ComparisonOperator.Contains => throw new ConditionException(value.Column, $"contains compares text; {field.Path} is a {ValueText.Wanted(field.Type)}"),
        };
    }

    static Func<FieldValue, bool> OfText(ReportField field, ComparisonOperator comparison, Written value)
    {
        string text = value.Text;
        if (comparison == ComparisonOperator.Contains) { return candidate => candidate.Text?.Contains(text, StringComparison.OrdinalIgnoreCase) == true; }
        RequireEquality(field, comparison, value);
        if (field.Type == FieldType.Word && !HasWord(field, text))
        {
            throw new ConditionException(value.Column, $"{field.Path} is never '{text}': it is one of {string.Join(", ", field.Words)}");
        }
        return candidate => candidate.Text == text;

        static bool HasWord(ReportField field, string word)
        {
            foreach (string each in field.Words)
            {
                if (each == word) { return true; }
            }
            return false;
        }
    }

    static void RequireEquality(ReportField field, ComparisonOperator comparison, Written value)
    {
        if (comparison is not (Equal or NotEqual)) { throw new ConditionException(value.Column, $"{field.Path} can be compared with ==, != and in"); }
    }
}
