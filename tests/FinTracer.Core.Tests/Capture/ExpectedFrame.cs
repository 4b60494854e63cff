using System;
using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Core.Tests.Capture;

/// <summary>A frame copied out of its source, comparable by value.</summary>
public sealed record ExpectedFrame(long Number, long TimestampNs, LinkType LinkType, int InterfaceId, uint WireLength, string Hex)
{
    public int File { get; init; }

    public static ExpectedFrame Of(in Frame frame) =>
        new(frame.Id.Number, frame.TimestampNs, frame.LinkType, frame.InterfaceId, frame.WireLength, Convert.ToHexString(frame.Data)) { File = frame.Id.File };

    public static List<ExpectedFrame> All(IFrameSource source)
    {
        var frames = new List<ExpectedFrame>();
        while (source.TryRead(out Frame frame))
        {
            frames.Add(Of(frame));
        }
        return frames;
    }
}
