using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FinTracer.Capture;
using FinTracer.Sources;

namespace FinTracer.Fuzz.Targets;

/// <summary>Filters in libpcap's language: each is compiled and tried on frames, or refused with a sentence.</summary>
sealed class FilterTarget : IFuzzTarget
{
    static readonly byte[] Octets = Convert.FromHexString("020000000001020000000002080045000028000040004006000" + "00a0000010a0000029c400050000000010000000250100200000000000000");

    public string Name => "filter";

    public int Longest => 256;

    public IReadOnlyList<byte[]> Words { get; } = [.. new[]
    {
        " and ", " or ", "not ", "(", ")", "host ", "net ", "mask ", "port ", "portrange ", "src ", "dst ", "src or dst ", "ether ", "ip ", "ip6 ", "tcp ", "udp ", "icmp ",
        "vlan ", "mpls ", "pppoes ", "geneve ", "proto ", "protochain ", "gateway ", "broadcast ", "multicast ", "less ", "greater ", "inbound ", "outbound ", "len",
        "tcp[", "ip[", "ether[", "tcp[tcpflags]", "tcp-syn", "tcp-fin", "tcp-rst", ":1]", ":2]", ":4]", "] & ", " << ", " >> ", " + ", " * ", " / ", " % ", " = ", " != ", " >= ",
        "10.0.0.1", "10.0.0.0/8", "2001:db8::1", "::/0", "80", "1-65535", "0xffffffff", "02:00:00:00:00:01", "\\tcp",
    }.Select(Encoding.ASCII.GetBytes)];

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
