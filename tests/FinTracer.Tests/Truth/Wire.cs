using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Lab;
using FinTracer.Lab.Middle;
using FinTracer.Sources;

namespace FinTracer.Tests.Truth;

/// <summary>The segments of one capture as the lab reads them, which knows nothing of the analyzer: the judge of what is said about single frames.</summary>
sealed class Wire
{
    readonly List<(long Number, WireSegment Segment)> _frames = [];

    /// <summary>Reads a capture of a story.</summary>
    /// <param name="path">The file.</param>
    /// <param name="serverPort">The port that tells who sent a segment.</param>
    public Wire(string path, int serverPort)
    {
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        while (source.TryRead(out Frame frame))
        {
            if (WireSegment.TryRead(frame.Data, Side.Client, frame.TimestampNs, out WireSegment segment))
            {
                _frames.Add((frame.Id.Number, segment with { From = segment.SourcePort == serverPort ? Side.Server : Side.Client }));
            }
        }
    }

    /// <summary>What a frame carries.</summary>
    public WireSegment this[FrameId frame] => _frames.Find(f => f.Number == frame.Number).Segment;

    /// <summary>What a host sent on the connections of a client port, in capture order.</summary>
    public IEnumerable<(long Number, WireSegment Segment)> SentBy(string host, int clientPort)
        => _frames.Where(f => Host(f.Segment) == host && f.Segment.ClientPort == clientPort);

    /// <summary>Which of the captured segments that look the same a frame is, from 1, and how many there are.</summary>
    public (int Number, int Of) PlaceOf(FrameId frame)
    {
        string name = Name(this[frame]);
        List<long> alike = [.. _frames.Where(f => Name(f.Segment) == name).Select(f => f.Number)];
        return (alike.IndexOf(frame.Number) + 1, alike.Count);
    }

    /// <summary>client or server.</summary>
    public static string Host(WireSegment segment) => segment.From == Side.Client ? "client" : "server";

    /// <summary>A segment in words that are the same at every vantage; a copy of it has the same.</summary>
    public static string Name(WireSegment s) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Host(s)} {string.Concat(Enum.GetValues<TcpBits>().Where(b => b != TcpBits.None && s.Has(b)).Select(b => b.ToString()[0]))} {s.Sequence}+{s.PayloadLength} ack {(s.Has(TcpBits.Ack) ? s.Acknowledgement : 0)}");
}
