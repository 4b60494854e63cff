using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using FinTracer.Sources.Live;

namespace FinTracer.Live;

/// <summary>Takes a <see cref="LiveSnapshot"/> now and then, and remembers the one before for the rates.</summary>
/// <param name="source">The interfaces.</param>
/// <param name="pipeline">What their frames became.</param>
/// <param name="totals">What was decided.</param>
/// <param name="askKernel">The kernel's TIME-WAITs are wanted too.</param>
sealed class SnapshotTaker(LiveSource source, LivePipeline pipeline, LiveTotals totals, bool askKernel)
{
    TimeSpan _before;
    long _framesBefore;
    long _connectionsBefore;
    Task<Dictionary<UInt128, int>?>? _asking;
    Dictionary<UInt128, int>? _kernel;

    /// <summary>The state now; <paramref name="running"/> is how long the capture has run.</summary>
    public LiveSnapshot Take(TimeSpan running)
    {
        AskKernel();
        double seconds = Math.Max((running - _before).TotalSeconds, 1e-3);
        (IReadOnlyList<ServiceTotals> services, var resets) = totals.Copy();
        var snapshot = new LiveSnapshot
        {
            TimeNs = source.NowNs,
            Running = running,
            Interfaces = source.Input.Name,
            Frames = source.Input.Frames,
            Segments = pipeline.Result.Segments,
            FramesPerSecond = (source.Input.Frames - _framesBefore) / seconds,
            ClosesPerSecond = (totals.Connections - _connectionsBefore) / seconds,
            Dropped = source.Input.DroppedBySystem ?? 0,
            DroppedByInterfaces = source.CountInterfaceDrops(),
            Connections = totals.Connections,
            Evicted = pipeline.Result.Evicted,
            Census = pipeline.Census.Latest,
            Services = services,
            Resets = resets,
            KernelTimeWait = _kernel,
        };
        (_before, _framesBefore, _connectionsBefore) = (running, snapshot.Frames, snapshot.Connections);
        return snapshot;
    }

    /// <summary>With many sockets the kernel's list is long to read: on another thread, and the answer is there a second later.</summary>
    void AskKernel()
    {
        if (!askKernel || _asking is { IsCompleted: false })
        {
            return;
        }

        _kernel = _asking?.Result ?? _kernel;
        _asking = Task.Run(KernelTimeWaits.Read);
    }
}
