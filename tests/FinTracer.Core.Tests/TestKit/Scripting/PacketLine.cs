using System;
using System.Globalization;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>One packet line behind its direction: <c>PF. 1:4(3) ack 1 win 100 @label</c>.</summary>
internal static class PacketLine
{
    /// <summary>Window of a segment that names none.</summary>
    const ushort DefaultWindow = 65_535;

    public static (Segment Segment, string? Label) Read(
        int line, ReadOnlySpan<string> words, ScriptSide sender, ScriptSide receiver, long nowNs, bool timestamps)
    {
        if (words.Length < 2)
        {
            throw new ScriptException(line, "flags and numbers are missing");
        }

        bool old = words.Contains("old");
        var (senderIsn, receiverIsn) = old ? (sender.OldIsn, receiver.OldIsn) : (sender.Isn, receiver.Isn);
        var control = ReadControl(line, words[0]);
        var (seq, length) = ReadRange(line, words[1], senderIsn);

        // A RST without ACK is written as a stack answers: no window, no options, IP id 0 (RULES: passive RST); the words of the line overrule.
        bool answer = control == TcpControl.Rst || words.Contains("answer");
        bool isSyn = (control & TcpControl.Syn) != 0;
        var segment = new Segment
        {
            TimestampNs = nowNs,
            Source = sender.Endpoint,
            Destination = receiver.Endpoint,
            Seq = seq,
            PayloadLength = length,
            Control = control,
            Window = answer ? (ushort)0 : DefaultWindow,
            HopLimit = sender.HopLimit,
            FlowLabel = sender.FlowLabel,
            Mss = isSyn ? (ushort)1460 : (ushort)0,
            Traits = isSyn ? SegmentTraits.HasOptions : SegmentTraits.None,
        };
        bool withTimestamps = timestamps && !answer && !words.Contains("nots");
        if (withTimestamps)
        {
            uint clock = unchecked(sender.TimestampBase + (uint)((nowNs - ScriptReader.StartNs) / 1_000_000));
            segment = WithTimestamps(segment, clock, (control & TcpControl.Ack) != 0 ? sender.LastPeerTsVal : 0);
        }

        var (result, label, ipIdSet) = ReadWords(line, words[2..], segment, receiverIsn);
        CheckAck(line, control, words);
        if (!ipIdSet && !answer && result.Source.IsIpv4)
        {
            result = result with { IpId = sender.NextIpId++ };
        }

        if (result.Has(SegmentTraits.HasTimestamps))
        {
            receiver.LastPeerTsVal = result.TsVal;
        }

        return (result, label);
    }

    static (Segment Segment, string? Label, bool IpIdSet) ReadWords(
        int line, ReadOnlySpan<string> words, Segment segment, SequenceNumber receiverIsn)
    {
        string? label = null;
        bool ipIdSet = false;
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            if (word.StartsWith('@'))
            {
                label = word;
                continue;
            }

            if (word is "old" or "nots" or "answer")
            {
                continue;
            }

            string value = i + 1 < words.Length ? words[++i] : throw new ScriptException(line, $"'{word}' is unknown or lacks its value");
            ipIdSet |= word == "ipid";
            segment = word switch
            {
                "ack" => segment with { Ack = ReadNumber(line, value, receiverIsn) },
                "win" => segment with { Window = (ushort)ScriptWords.Number(line, value) },
                "ipid" => segment with { IpId = (ushort)ScriptWords.Number(line, value) },
                "ttl" => segment with { HopLimit = (byte)ScriptWords.Number(line, value) },
                "tos" => segment with { TrafficClass = (byte)ScriptWords.Number(line, value) },
                "flow" => segment with { FlowLabel = (uint)ScriptWords.Number(line, value) },
                "place" => segment with { PlaceMark = (uint)ScriptWords.Number(line, value) },
                "wscale" => segment with
                {
                    WindowScale = (byte)ScriptWords.Number(line, value),
                    Traits = segment.Traits | SegmentTraits.HasWindowScale | SegmentTraits.HasOptions,
                },
                "sack" => segment with
                {
                    SackRightEdge = ReadNumber(line, value, receiverIsn),
                    Traits = segment.Traits | SegmentTraits.HasSack | SegmentTraits.HasOptions,
                },
                "tsval" => WithTimestamps(segment, (uint)ScriptWords.Number(line, value), segment.TsEcr),
                _ => throw new ScriptException(line, $"unknown word '{word}'"),
            };
        }

        return (segment, label, ipIdSet);
    }

    static Segment WithTimestamps(Segment segment, uint value, uint echo) => segment with
    {
        TsVal = value,
        TsEcr = echo,
        Traits = segment.Traits | SegmentTraits.HasTimestamps | SegmentTraits.HasOptions,
    };

    static void CheckAck(int line, TcpControl control, ReadOnlySpan<string> words)
    {
        if (((control & TcpControl.Ack) != 0) != words.Contains("ack"))
        {
            throw new ScriptException(line, "the flag '.' and the word 'ack' go together");
        }
    }

    static TcpControl ReadControl(int line, string letters)
    {
        var control = TcpControl.None;
        foreach (char letter in letters)
        {
            var bit = letter switch
            {
                'S' => TcpControl.Syn,
                'F' => TcpControl.Fin,
                'R' => TcpControl.Rst,
                'P' => TcpControl.Psh,
                'U' => TcpControl.Urg,
                'E' => TcpControl.Ece,
                'W' => TcpControl.Cwr,
                '.' => TcpControl.Ack,
                '-' => TcpControl.None,
                _ => throw new ScriptException(line, $"'{letter}' is no flag"),
            };
            control |= bit;
        }

        return control;
    }

    /// <summary><c>first:last(length)</c>, where last is the number behind the data; SYN and FIN are not counted, as in packetdrill.</summary>
    static (SequenceNumber Seq, int Length) ReadRange(int line, string text, SequenceNumber isn)
    {
        string[] parts = text.Split(':', '(', ')');
        if (parts.Length != 4 || parts[3].Length > 0)
        {
            throw new ScriptException(line, $"'{text}' is not first:last(length)");
        }

        var first = ReadNumber(line, parts[0], isn);
        int length = (int)ScriptWords.Number(line, parts[2]);
        if (length < 0 || first + length != ReadNumber(line, parts[1], isn))
        {
            throw new ScriptException(line, $"'{text}' does not add up");
        }

        return (first, length);
    }

    /// <summary>A number relative to the ISN, or as it stands in the header behind <c>=</c>.</summary>
    static SequenceNumber ReadNumber(int line, string text, SequenceNumber isn) => text.StartsWith('=')
        ? new((uint)ScriptWords.Number(line, text[1..]))
        : new(unchecked(isn.Value + (uint)ScriptWords.Number(line, text)));

    /// <summary>For messages: the segment as a script line would write it.</summary>
    public static string Show(in Segment segment) => string.Create(
        CultureInfo.InvariantCulture,
        $"frame {segment.Frame} {segment.Source} > {segment.Destination} {segment.Control} {segment.Seq}({segment.PayloadLength}) ack {segment.Ack}");
}
