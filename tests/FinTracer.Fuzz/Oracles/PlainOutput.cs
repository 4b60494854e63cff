using System;
using System.Text;

namespace FinTracer.Fuzz.Oracles;

/// <summary>Output is UTF-8 text in which nothing can steer a terminal.</summary>
static class PlainOutput
{
    public static void Check(ReadOnlySpan<byte> output, string what)
    {
        while (!output.IsEmpty)
        {
            Require.That(Rune.DecodeFromUtf8(output, out Rune rune, out int length) == System.Buffers.OperationStatus.Done, $"{what} is no UTF-8");
            Require.That(!Rune.IsControl(rune) || rune.Value is '\n' or '\r', $"{what} holds the control character U+{rune.Value:X4}");
            output = output[length..];
        }
    }
}
