namespace FinTracer.Tests.TestKit.Model;

/// <summary>Nanoseconds of the model's time.</summary>
static class ModelClock
{
    public const long StartNs = 1_700_000_000_000_000_000;

    public static long Milliseconds(long milliseconds) => milliseconds * 1_000_000;

    public static long Seconds(long seconds) => seconds * 1_000_000_000;
}
