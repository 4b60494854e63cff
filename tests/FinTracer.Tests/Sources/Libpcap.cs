using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Sources;

static class Libpcap
{
    public static void SkipUnlessInstalled() => Assert.SkipUnless(NativeLibpcap.IsInstalled, "libpcap is not installed");
}
