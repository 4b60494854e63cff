using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;

namespace FinTracer.Core.Tests.Capture;

/// <summary>What came of reading a capture to its end.</summary>
public sealed record Reading(List<ExpectedFrame> Frames, CaptureInput Input)
{
    public List<InputProblem> Problems => Input.Problems;

    public static Reading Of(byte[] octets, ReaderLimits? limits = null) => Of(new MemoryStream(octets), limits);

    public static Reading Of(Stream stream, ReaderLimits? limits = null)
    {
        var input = new CaptureInput("test");
        using CaptureReader? reader = CaptureFormats.Open(stream, input, limits);
        return new(reader is null ? [] : ExpectedFrame.All(reader), input);
    }

    /// <summary>Octets of a frame that can be told from others.</summary>
    public static byte[] Data(int seed, int length)
    {
        var data = new byte[length];
        for (int i = 0; i < length; i++)
        {
            data[i] = (byte)(seed + (i * 7));
        }
        return data;
    }
}
