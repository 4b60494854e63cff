namespace FinTracer.Tests.TestKit;

/// <summary>The options that tests set, whatever the engine calls them.</summary>
/// <param name="CaptureEndNs">Where the capture ended, if later than its last segment.</param>
/// <param name="Trace">Other options of the engine.</param>
public sealed record EngineOptions(long? CaptureEndNs = null, TraceOptions? Trace = null);
