using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Lab.Stories;

/// <summary>All stories the lab can play.</summary>
public static class Catalogue
{
    /// <summary>In the order of captures/README.md.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Basics.All,
        .. Losses.All,
        .. Aborts.All,
        .. DataAfterClose.All,
        .. LateSegments.All,
        .. Reuse.All,
        .. Handshakes.All,
        .. HalfOpen.All,
        .. Forgeries.All,
        .. Crowds.All,
        .. Piles.All,
    ];

    /// <summary>The story of this name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Number of a story, from 1: it decides its addresses.</summary>
    internal static int NumberOf(Scenario scenario) => All.TakeWhile(s => s.Name != scenario.Name).Count() + 1;
}
