using System;
using System.Text;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>Text that is put together value by value.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void Numbers_go_to_their_limits(long number, string text)
    {
        Assert.Equal($",\"n\":{text},\"o\":{text}", Text(json =>
        {
            json.Number(""","n":"""u8, number);
            json.OptionalNumber(""","o":"""u8, number);
        }));
    }

    [Theory]
    [InlineData(long.MinValue, "-9223372036.854775808", "1677-09-21T00:12:43.145224192Z")]
    [InlineData(-1, "-0.000000001", "1969-12-31T23:59:59.999999999Z")]
    [InlineData(0, "0", "1970-01-01T00:00:00.000000000Z")]
    [InlineData(long.MaxValue, "9223372036.854775807", "2262-04-11T23:47:16.854775807Z")]
    public void Times_and_durations_go_to_their_limits(long ns, string seconds, string time)
    {
        Assert.Equal($",\"s\":{seconds},\"t\":\"{time}\"", Text(json =>
        {
            json.Seconds(""","s":"""u8, ns);
            json.Time(""","t":"""u8, ns);
        }));
    }

    [Fact]
    public void What_is_absent_is_null() => Assert.Equal(",n:null,s:null,t:null,b:null,w:null,x:null", Text(json =>
    {
        json.OptionalNumber(",n:"u8, null);
        json.Seconds(",s:"u8, null);
        json.Time(",t:"u8, null);
        json.Boolean(",b:"u8, null);
        json.Name(",w:"u8, null);
        json.Null(",x:"u8);
    }));

    [Fact]
    public void Booleans_and_names() => Assert.Equal(",a:true,b:false,c:\"NO_SOCKET\"", Text(json =>
    {
        json.Boolean(",a:"u8, true);
        json.Boolean(",b:"u8, false);
        json.Name(",c:"u8, "NO_SOCKET");
    }));

    /// <summary>From a buffer of one octet on, with texts of every length: nothing is lost where it grows.</summary>
    [Fact]
    public void The_buffer_grows_with_the_text()
    {
        var json = new JsonText(1);
        var expected = new StringBuilder();
        for (int length = 0; length < 300; length++)
        {
            string text = new('x', length);
            json.Raw(Encoding.ASCII.GetBytes(text));
            json.Number(","u8, length);
            json.Time(","u8, 0);
            json.Word(","u8, new WordTexts<Role>(Words.Of).Of(Role.Initiator));
            json.Name(","u8, text);
            json.Address(","u8, UInt128.MaxValue);
            expected.Append(text).Append(',').Append(length).Append(",\"1970-01-01T00:00:00.000000000Z\",\"initiator\",\"").Append(text)
                .Append("\",\"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\"");
        }
        json.Raw(new byte[1 << 20]);
        expected.Append('\0', 1 << 20);
        Assert.Equal(expected.ToString(), Encoding.ASCII.GetString(json.Octets));
        json.Clear();
        Assert.True(json.Octets.IsEmpty);
    }

    [Fact]
    public void No_more_is_taken_than_there_is_room()
    {
        var json = new JsonText(8);
        Assert.True(json.Room(5).Length >= 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => json.Advance(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => json.Advance(-1));
    }

    /// <summary>Each word has its own row, which it fits together with its length.</summary>
    [Fact]
    public void Words_are_those_of_the_contract()
    {
        AreThose<Role>(Words.Of);
        AreThose<Vantage>(Words.Of);
        AreThose<CloseKind>(Words.Of);
        AreThose<ActiveCloser>(Words.Of);
        AreThose<Confidence>(Words.Of);
        AreThose<TimeWaitEnding>(Words.Of);
        AreThose<TcpState>(Words.Of);
        AreThose<ResetMode>(Words.Of);
        AreThose<ResetCause>(Words.Of);
        AreThose<ResetDetail>(Words.Of);
        AreThose<ResetEffect>(Words.Of);
        AreThose<LateSegmentKind>(Words.Of);
        AreThose<LateSegmentAnswer>(Words.Of);
    }

    static void AreThose<T>(Func<T, string?> wordOf)
        where T : struct, Enum
    {
        var words = new WordTexts<T>(wordOf);
        foreach (T member in Enum.GetValues<T>())
        {
            Assert.Equal(wordOf(member) is { } word ? $",w:\"{word}\"" : ",w:null", Text(json => json.Word(",w:"u8, words.Of(member))));
        }
    }

    static string Text(Action<JsonText> write)
    {
        var json = new JsonText(16);
        write(json);
        return Encoding.UTF8.GetString(json.Octets);
    }
}
