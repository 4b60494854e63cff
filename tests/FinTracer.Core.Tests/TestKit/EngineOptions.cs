namespace FinTracer.Tests.TestKit;

/// <summary>The options that tests set, whatever the engine calls them.</summary>
/// <param name="CaptureEndNs">Where the capture ended, if later than its last segment.</param>
public sealed record EngineOptions(long? CaptureEndNs = null);
