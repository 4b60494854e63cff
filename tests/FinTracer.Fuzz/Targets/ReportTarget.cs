using System;
using System.IO;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Fuzz.Inputs;
using FinTracer.Fuzz.Oracles;

namespace FinTracer.Fuzz.Targets;

/// <summary>
/// The whole way from octets to every form of the report. An input that begins as a capture is read as one, any other as packed frames. Totals add up,
/// the JSON follows its schema, no output can steer a terminal, and octets in pieces give the same report.
/// </summary>
sealed class ReportTarget : IFuzzTarget
{
    // Validation against the schema takes a hundred times as long as all else.
    const int SchemaShare = 64;

    public string Name => "report";

    public int Longest => 2048;

    public int WholeShare => 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        byte[] octets = input.ToArray();
        bool capture = IsCapture(octets);
        using IFrameSource source = Open(octets, capture);
        string json = WholeReport.Of(source);
        using (JsonDocument.Parse(json)) { }
        if (Mix(octets) % SchemaShare == 0) { ReportSchema.Check(json); }
        if (capture)
        {
            int last = octets[^1];
            using CaptureReader? pieces = CaptureFormats.Open(new PieceStream(octets, 1 + (last % 61)), new CaptureInput("in\u001bput"), new() { BufferOctets = 64 + last });
            Require.SameText(json, WholeReport.Of(pieces!), "the same octets in pieces give another report");
        }
    }

    public void Glance(ReadOnlySpan<byte> input)
    {
        byte[] octets = input.ToArray();
        using IFrameSource source = Open(octets, IsCapture(octets));
        WholeReport.Glance(source);
    }

    static bool IsCapture(byte[] octets) => octets.Length >= 8 && CaptureFormats.Detect(octets) != CaptureFormat.Unknown;

    static IFrameSource Open(byte[] octets, bool capture) =>
        capture ? CaptureFormats.Open(new MemoryStream(octets), new CaptureInput("in\u001bput"))! : new PackedFrames(octets);

    static uint Mix(ReadOnlySpan<byte> octets)
    {
        uint hash = 2_166_136_261;
        foreach (byte octet in octets) { hash = (hash ^ octet) * 16_777_619; }
        return hash >> 8;
    }
}
