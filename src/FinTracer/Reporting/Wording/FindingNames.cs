using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Findings;

namespace FinTracer.Reporting.Wording;

/// <summary>Findings by their names.</summary>
static class FindingNames
{
    static readonly FindingCode[] Codes = Enum.GetValues<FindingCode>();

    /// <summary>All names, in the order in which equals are told.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Codes.Select(Words.Of)];

    /// <summary>The finding of that name, or null.</summary>
    public static FindingCode? Find(string name)
    {
        foreach (FindingCode code in Codes)
        {
            if (Words.Of(code) == name) { return code; }
        }
        return null;
    }
}
