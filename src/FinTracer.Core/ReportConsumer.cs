using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Takes a connection's report, which is some hundred octets: by reference, and copied only where it is kept.</summary>
delegate void ReportConsumer(in ConnectionReport report);
