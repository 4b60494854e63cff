using FinTracer.Sources;
using FinTracer.Tests.TestKit;

namespace FinTracer.Tests.Sources;

static class Libpcap
{
    public static void SkipUnlessInstalled() => Needs.That(NativeLibpcap.IsInstalled, "libpcap is not installed");
}
