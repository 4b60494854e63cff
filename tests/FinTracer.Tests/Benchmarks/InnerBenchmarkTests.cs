using FinTracer.Benchmarks.Inner;
using Xunit;

namespace FinTracer.Tests.Benchmarks;

/// <summary>Each inner loop does the work that its name says: what it returns shows it.</summary>
public sealed class InnerBenchmarkTests
{
    [Fact]
    public void Every_loop_goes_through_the_whole_sample()
    {
        var frames = new FrameBenchmarks();
        frames.EnterFlows();
        var connections = new ConnectionBenchmarks();
        connections.PlayAll();

        Assert.InRange(frames.Read(), Sample.Frames * 60L, long.MaxValue);
        Assert.Equal(Sample.Frames, frames.ReadAndDecode());
        Assert.Equal(Sample.Frames, frames.LookUp());
        Assert.Equal(Sample.Connections, frames.Track());
        Assert.Equal(Sample.Connections, frames.Engine());
        Assert.Equal(Sample.Connections, frames.Whole(threads: 1));
        Assert.Equal(Sample.Connections, frames.Whole(threads: 2));
        Assert.Equal(Sample.Connections / 20 * 2, connections.Verdict()); // a twentieth aborts, a twentieth draws a RST by late data
    }
}
