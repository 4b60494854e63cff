using System;
using System.IO;
using FinTracer.Reporting.Csv;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>Fields as RFC 4180 wants them, and names from a capture that no spreadsheet takes for a formula.</summary>
public sealed class CsvLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\rlines", "\"two\rlines\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_field_is_quoted_where_it_must_be(string? field, string expected) => Assert.Equal(expected, Line(line => line.Add(field)));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=1", "a=1")]
    public void A_foreign_field_is_never_a_formula(string field, string expected) => Assert.Equal(expected, Line(line => line.AddForeign(field)));

    [Theory]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\u001b[31m=1+1")]
    public void Control_characters_do_not_hide_a_formula(string field)
    {
        string line = Line(l => l.AddForeign(field));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.False(line.TrimStart('"', ' ')[0] is '=' or '+' or '-' or '@', line);
    }

    [Fact]
    public void Lines_end_with_CRLF_and_fields_stand_between_commas() => Assert.Equal("1,,true,x\r\n", Lines(line =>
    {
        line.Add(1);
        line.Add((string?)null);
        line.Add(true);
        line.Add("x");
        line.End();
    }));

    static string Line(Action<CsvLine> write) => Lines(write);

    static string Lines(Action<CsvLine> write)
    {
        using var text = new StringWriter();
        write(new CsvLine(text));
        return text.ToString();
    }
}
