using System.Collections.Generic;

namespace FinTracer.Reporting;

/// <summary>What a report leaves out because the user asked for a part.</summary>
/// <param name="Where">The condition, or null.</param>
/// <param name="Services">The services asked for; empty: all.</param>
/// <param name="Hosts">The hosts and networks asked for; empty: all.</param>
/// <param name="LeftOut">Connections that are neither in the sums nor in the list.</param>
sealed record SelectionSummary(string? Where, IReadOnlyList<string> Services, IReadOnlyList<string> Hosts, long LeftOut);
