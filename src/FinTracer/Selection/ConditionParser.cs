using System.Linq;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace FinTracer.Selection;

/// <summary>
/// Reads conditions: <c>||</c> over <c>&amp;&amp;</c> over <c>!</c> and parentheses over comparisons (<c>== != &lt; &lt;= &gt; &gt;= contains in</c>).
/// </summary>
static class ConditionParser
{
    /// <summary>Deeper than anyone writes, and shallow enough for the stack.</summary>
    const int MaxDepth = 40;

    /// <summary>Longer than anyone writes, and too short for a chain that the stack does not hold.</summary>
    const int MaxLength = 4096;

    static readonly TextParser<Unit> Blanks = Character.WhiteSpace.IgnoreMany();

    static readonly TextParser<Written> Field = Token(Span.WithAll(IsFieldCharacter).Select(static span => new Written(span.ToStringValue(), span.Position.Column))).Named("field");

    static readonly TextParser<Written> Value = Token(Quoted('"').Or(Quoted('\'')).Or(Bare())).Named("value");

    static readonly TextParser<ComparisonOperator> Operator = Symbol("==", ComparisonOperator.Equal)
        .Or(Symbol("!=", ComparisonOperator.NotEqual))
        .Or(Symbol("<=", ComparisonOperator.LessOrEqual))
        .Or(Symbol(">=", ComparisonOperator.GreaterOrEqual))
        .Or(Symbol("<", ComparisonOperator.Less))
        .Or(Symbol(">", ComparisonOperator.Greater))
        .Or(Symbol("contains", ComparisonOperator.Contains));

    static readonly TextParser<Written[]> List = Symbol("in", '(').IgnoreThen(Symbol("(", '('))
        .IgnoreThen(Value.AtLeastOnceDelimitedBy(Symbol(",", ',')))
        .Then(static values => Symbol(")", ')').Value(values));

    static readonly TextParser<Condition> Comparison = Field.Then(static field =>
        List.Select(values => (Condition)new Condition.Compared(field, ComparisonOperator.Equal, values))
            .Or(Operator.Then(comparison => Value.Select(value => (Condition)new Condition.Compared(field, comparison, [value]))))
            .OptionalOrDefault(new Condition.Is(field)));

    static readonly TextParser<Condition> Factor = Symbol("!", '!').Many().Then(static negations =>
        Symbol("(", '(').IgnoreThen(Parse.Ref(static () => Any!)).Then(static inner => Symbol(")", ')').Value(inner)).Or(Comparison)
            .Select(condition => negations.Length % 2 == 0 ? condition : new Condition.Not(condition)));

    static readonly TextParser<Condition> All = Parse.Chain(Symbol("&&", '&'), Factor, static (_, left, right) => new Condition.And(left, right));

    static readonly TextParser<Condition> Any = Parse.Chain(Symbol("||", '|'), All, static (_, left, right) => new Condition.Or(left, right));

    static readonly TextParser<Condition> Whole = Blanks.IgnoreThen(Any).AtEnd();

    /// <summary>The condition that a text says; throws <see cref="ConditionException"/> when it says none.</summary>
    public static Condition Read(string text)
    {
        RefuseDepth(text);
        Result<Condition> result = Whole.TryParse(text);
        return result.HasValue ? result.Value : throw new ConditionException(result.ErrorPosition.HasValue ? result.ErrorPosition.Column : text.Length + 1, Problem(result));
    }

    static string Problem(Result<Condition> result)
    {
        string expected = result.Expectations is { Length: > 0 } expectations ? ", expected " + string.Join(" or ", expectations.Distinct()) : "";
        if (!result.Remainder.IsAtEnd && result.Remainder.ConsumeChar().Value == '=') { return "a comparison is written =="; }
        return result.Remainder.IsAtEnd ? "the condition ends too early" + expected : $"unexpected '{result.Remainder.ConsumeChar().Value}'{expected}";
    }

    static void RefuseDepth(string text)
    {
        if (text.Length > MaxLength) { throw new ConditionException(MaxLength + 1, $"more than {MaxLength} characters"); }
        int depth = 0;
        char? quote = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (quote is not null || text[i] is '"' or '\'')
            {
                // Parentheses in a text close nothing.
                quote = quote is null ? text[i] : quote == text[i] ? null : quote;
                continue;
            }
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth > MaxDepth) { throw new ConditionException(i + 1, $"more than {MaxDepth} parentheses in one another"); }
        }
    }

    static TextParser<T> Token<T>(TextParser<T> parser) => parser.Then(static value => Blanks.Value(value));

    static TextParser<T> Symbol<T>(string symbol, T value) => Token(Span.EqualTo(symbol).Try().Value(value)).Named($"'{symbol}'");

    static TextParser<Written> Bare() => Span.WithAll(IsBareCharacter).Select(static span => new Written(span.ToStringValue(), span.Position.Column));

    static TextParser<Written> Quoted(char quote) =>
        from opening in Span.EqualTo(quote.ToString())
        from characters in Character.Except(quote).Many()
        from closing in Character.EqualTo(quote)
        select new Written(new string(characters), opening.Position.Column, Quoted: true);

    static bool IsFieldCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '[' or ']';

    static bool IsBareCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '.' or ':' or '/' or '-' or '+' or '[' or ']' or '%';
}
