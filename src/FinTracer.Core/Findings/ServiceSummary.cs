using FinTracer.Segments;

namespace FinTracer.Findings;

/// <summary>Connections to one responder address and port.</summary>
/// <param name="Service">Where the connections were made to.</param>
/// <param name="Close">How they ended.</param>
public sealed record ServiceSummary(Endpoint Service, CloseSummary Close);
