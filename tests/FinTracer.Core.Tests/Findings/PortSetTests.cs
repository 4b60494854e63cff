using System.Collections.Generic;
using CsCheck;
using FinTracer.Findings;
using Xunit;

namespace FinTracer.Core.Tests.Findings;

public sealed class PortSetTests
{
    /// <summary>Short lists stay arrays, long ones become bitmaps; merging must count right whichever meets which.</summary>
    static readonly Gen<List<ushort>> Ports = Gen.OneOf(Gen.UShort.List[0, 40], Gen.UShort[0, 600].List[200, 900]);

    [Fact]
    public void Counts_different_ports() => Ports.Sample(ports =>
    {
        PortSet set = SetOf(ports);
        return set.Count == new HashSet<ushort>(ports).Count;
    });

    [Fact]
    public void Merging_is_union() => Gen.Select(Ports, Ports).Sample((one, other) =>
    {
        PortSet set = SetOf(one);
        set.MergeWith(SetOf(other));
        return set.Count == new HashSet<ushort>([.. one, .. other]).Count;
    });

    static PortSet SetOf(List<ushort> ports)
    {
        var set = new PortSet();
        foreach (ushort port in ports) { set.Add(port); }
        return set;
    }
}
