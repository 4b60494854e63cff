using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>Reads packet scripts. Strict: an unknown word, a length that does not add up or a label that is not there is an error with its line.</summary>
public sealed class ScriptReader
{
    /// <summary>2026-01-01T00:00:00Z: where the clock of every script starts.</summary>
    public const long StartNs = 1_767_225_600_000_000_000;

    readonly string _name;
    readonly List<ScriptPacket> _packets = [];
    readonly List<(int Line, string[] Words, int Connection)> _expects = [];
    readonly Dictionary<string, FrameId> _labels = new(StringComparer.Ordinal);
    readonly HashSet<string> _exemptions = new(StringComparer.Ordinal);
    readonly ScriptSide _initiator = new(Endpoint.FromIpv4(0x0A00_0001, 40000), 1_000_000, 0x1000, 100_000);
    readonly ScriptSide _responder = new(Endpoint.FromIpv4(0x0A00_0002, 80), 5_000_000, 0x2000, 900_000);
    long _now = StartNs;
    long? _end;
    long _frames;
    int _connection = 1;
    bool _timestamps;
    LinkType _link = LinkType.Ethernet;
    int _vlan;
    int _cut;

    ScriptReader(string name) => _name = name;

    /// <summary>Reads a whole script.</summary>
    /// <exception cref="ScriptException">The script is wrong.</exception>
    public static PacketScript Read(string name, string text)
    {
        var reader = new ScriptReader(name);
        int line = 0;
        foreach (string raw in text.Split('\n'))
        {
            line++;
            int comment = raw.IndexOf('#', StringComparison.Ordinal);
            string[] words = (comment >= 0 ? raw[..comment] : raw).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                reader.ReadLine(line, words);
            }
        }

        return reader.Finish();
    }

    void ReadLine(int line, string[] words)
    {
        if (words[0].StartsWith('+') && words.Length > 1)
        {
            _now += ScriptWords.Seconds(line, words[0][1..]);
            ReadPacket(line, words);
            return;
        }

        switch (words)
        {
            case ["expect", ..]: _expects.Add((line, words[1..], _connection)); break;
            case ["connection", var number]: _connection = (int)ScriptWords.Number(line, number); break;
            case ["isn", var side, var number]: SetIsn(Side(line, side), (uint)ScriptWords.Number(line, number)); break;
            case ["endpoint", var side, var text]: Side(line, side).Endpoint = ReadEndpoint(line, text); break;
            case ["ttl", var side, var number]: Side(line, side).HopLimit = (byte)ScriptWords.Number(line, number); break;
            case ["ipid", var side, var number]: Side(line, side).NextIpId = (ushort)ScriptWords.Number(line, number); break;
            case ["flow", var side, var number]: Side(line, side).FlowLabel = (uint)ScriptWords.Number(line, number); break;
            case ["clock", var side, var number]: Side(line, side).TimestampBase = (uint)ScriptWords.Number(line, number); break;
            case ["timestamps", "on"]: _timestamps = true; break;
            case ["timestamps", "off"]: _timestamps = false; break;
            case ["v6"]: UseIpv6(); break;
            case ["link", "ethernet"]: _link = LinkType.Ethernet; break;
            case ["link", "raw"]: _link = LinkType.Raw; break;
            case ["link", "sll"]: _link = LinkType.LinuxSll; break;
            case ["link", "sll2"]: _link = LinkType.LinuxSll2; break;
            case ["link", "vlan", var id]: _vlan = (int)ScriptWords.Number(line, id); break;
            case ["cut", var octets]: _cut = (int)ScriptWords.Number(line, octets); break;
            case ["end", var after] when after.StartsWith('+'): _end = _now + ScriptWords.Seconds(line, after[1..]); break;
            case ["not", .. var exempt]: _exemptions.UnionWith(exempt); break;
            default: throw new ScriptException(line, $"unknown line '{string.Join(' ', words)}'");
        }
    }

    void ReadPacket(int line, string[] words)
    {
        if (_end is not null)
        {
            throw new ScriptException(line, "a packet behind the end of the capture");
        }

        if (words[1] == "copy")
        {
            CopyLast(line, words[2..]);
            return;
        }

        (bool fromInitiator, bool captured) = words[1] switch
        {
            ">" => (true, true),
            "<" => (false, true),
            ">x" => (true, false),
            "<x" => (false, false),
            _ => throw new ScriptException(line, $"'{words[1]}' is no direction"),
        };
        var (sender, receiver) = fromInitiator ? (_initiator, _responder) : (_responder, _initiator);
        var packet = PacketLine.Read(line, words.AsSpan(2), sender, receiver, _now, _timestamps);
        Add(line, fromInitiator, captured, packet.Segment, packet.Label);
    }

    /// <summary><c>copy</c>: the frame before, captured once more.</summary>
    void CopyLast(int line, string[] words)
    {
        if (_packets.Count == 0)
        {
            throw new ScriptException(line, "nothing to copy");
        }

        var last = _packets[^1];
        var segment = last.Segment with { TimestampNs = _now };
        string? label = null;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith('@'))
            {
                label = words[i];
            }
            else if (words[i] == "place" && i + 1 < words.Length)
            {
                segment = segment with { PlaceMark = (uint)ScriptWords.Number(line, words[++i]) };
            }
            else
            {
                throw new ScriptException(line, $"unknown word '{words[i]}'");
            }
        }

        Add(line, last.FromInitiator, captured: true, segment, label);
    }

    void Add(int line, bool fromInitiator, bool captured, Segment segment, string? label)
    {
        var frame = captured ? new FrameId(0, ++_frames) : default;
        _packets.Add(new(line, fromInitiator, captured, segment with { Frame = frame }));
        if (label is null)
        {
            return;
        }

        if (!captured || !_labels.TryAdd(label, frame))
        {
            throw new ScriptException(line, captured ? $"label {label} stands twice" : $"label {label} on a packet that was not captured");
        }
    }

    PacketScript Finish() => new()
    {
        Name = _name,
        Packets = _packets,
        Expectations = [.. _expects.Select(e => ExpectationReader.Read(e.Line, e.Words, e.Connection - 1, _labels))],
        EndNs = _end ?? _now,
        Exemptions = _exemptions,
        Link = _link,
        Vlan = _vlan,
        Cut = _cut,
    };

    ScriptSide Side(int line, string word) => word switch
    {
        ">" => _initiator,
        "<" => _responder,
        _ => throw new ScriptException(line, $"'{word}' is no side"),
    };

    static void SetIsn(ScriptSide side, uint isn)
    {
        side.OldIsn = side.Isn;
        side.Isn = new(isn);
    }

    void UseIpv6()
    {
        _initiator.Endpoint = ReadEndpoint(0, "[2001:db8::1]:40000");
        _responder.Endpoint = ReadEndpoint(0, "[2001:db8::2]:80");
        (_initiator.FlowLabel, _responder.FlowLabel) = (0x11111, 0x22222);
    }

    static Endpoint ReadEndpoint(int line, string text)
    {
        if (!IPEndPoint.TryParse(text, out var parsed))
        {
            throw new ScriptException(line, $"'{text}' is no endpoint");
        }

        var octets = parsed.Address.MapToIPv6().GetAddressBytes();
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets), (ushort)parsed.Port);
    }
}
