using System;
using System.Text;
using FinTracer.Capture;
using FinTracer.Sources;

namespace FinTracer.Fuzz.Targets;

/// <summary>Filters in libpcap's language: each is compiled and tried on frames, or refused with a sentence.</summary>
sealed class FilterTarget : IFuzzTarget
{
    static readonly byte[] Octets = Convert.FromHexString("020000000001020000000002080045000028000040004006000" + "00a0000010a0000029c400050000000010000000250100200000000000000");

    public string Name => "filter";

    public void Run(ReadOnlySpan<byte> input)
    {
        try
        {
            using BpfFilter filter = BpfFilter.Compile(Encoding.Latin1.GetString(input));
            for (int length = 0; length <= Octets.Length; length += 9)
            {
                _ = filter.Matches(new Frame { Id = new(0, 1), LinkType = (length & 1) == 0 ? LinkType.Ethernet : LinkType.Raw, WireLength = 1500, Data = Octets.AsSpan(0, length) });
            }
        }
        catch (FilterException)
        {
            // A sentence for the user: what is promised.
        }
    }
}
