using System;
using System.IO;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Reporting;
using FinTracer.Sources.Live;

namespace FinTracer.Live;

/// <summary>
/// The work of a live capture, on one thread: frames to the pipeline and the file; ten times a second the records of what closed; once a second the counters, and a picture of
/// it all for whoever shows it.
/// </summary>
/// <param name="source">The interfaces.</param>
/// <param name="pipeline">Where the frames go.</param>
/// <param name="writer">Where the records have gone; handed on ten times a second.</param>
/// <param name="files">Where the frames are written, or null.</param>
/// <param name="stops">What ends it.</param>
/// <param name="clock">Its clock.</param>
sealed class LiveLoop(LiveSource source, LivePipeline pipeline, IReportWriter writer, CaptureFiles? files, LiveStops stops, TimeProvider clock)
{
    const int FramesBetweenLooks = 64;
    const int CensusStep = 20_000;
    const int WaitMs = 50; // half a tick
    const long NsPerSecond = 1_000_000_000;

    static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan SecondInterval = TimeSpan.FromSeconds(1);

    /// <summary>After a signal: what came before it is still taken, but no longer than this.</summary>
    static readonly TimeSpan LastCall = TimeSpan.FromMilliseconds(700);

    readonly long _start = clock.GetTimestamp();
    TimeSpan _nextTick;
    TimeSpan _nextSecond;
    TimeSpan _lastFrame;
    long _framesSeen;

    /// <summary>Called ten times a second, when set.</summary>
    public Action? EveryTick { get; set; }

    /// <summary>Called once a second, when set.</summary>
    public Action? EverySecond { get; set; }

    /// <summary>Why the file could not be written, when that ended it.</summary>
    public IOException? WriteFailure { get; private set; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Running => clock.GetElapsedTime(_start);

    /// <summary>Runs until something ends it. What the writer throws comes through.</summary>
    public LiveEnd Run(CancellationToken stop)
    {
        long? stopNs = null;
        TimeSpan stopped = default;
        for (int frames = 0; ;)
        {
            if (stopNs is null && stop.IsCancellationRequested)
            {
                (stopNs, stopped) = (source.NowNs, Running);
            }

            LiveRead read = source.Read(stopNs is null ? WaitMs : CaptureSettings.DeliveryMs / 2, stop, out Frame frame);
            if (read == LiveRead.Ended)
            {
                return new(LiveEndKind.InterfacesFailed, source.NowNs);
            }

            if (read == LiveRead.Frame)
            {
                if (frame.TimestampNs > stopNs)
                {
                    return new(LiveEndKind.Stopped, stopNs.Value);
                }

                if (!Take(frame))
                {
                    return new(LiveEndKind.WriteFailed, frame.TimestampNs);
                }

                if (source.Input.Frames >= stops.Count)
                {
                    return new(LiveEndKind.AsAsked, frame.TimestampNs);
                }
            }
            else if (stopNs is { } at && source.NowNs - at > 3L * CaptureSettings.DeliveryMs * 1_000_000)
            {
                return new(LiveEndKind.Stopped, at);
            }

            if (read == LiveRead.Silence || ++frames % FramesBetweenLooks == 0)
            {
                if (Look(read == LiveRead.Silence))
                {
                    return new(LiveEndKind.AsAsked, source.NowNs);
                }

                if (stopNs is { } late && Running - stopped > LastCall)
                {
                    return new(LiveEndKind.Stopped, source.Input.LastTimestampNs ?? late, Behind: read == LiveRead.Frame);
                }
            }
        }
    }

    /// <summary>False when the frame could not be written: then it has been analysed all the same, and is the last one.</summary>
    bool Take(in Frame frame)
    {
        source.Count(frame);
        pipeline.Take(frame);
        try
        {
            files?.Write(frame);
            return true;
        }
        catch (IOException failure)
        {
            WriteFailure = failure;
            return false;
        }
    }

    /// <summary>True when the time or the silence that was asked for is over.</summary>
    bool Look(bool silence)
    {
        TimeSpan now = Running;
        if (source.Input.Frames != _framesSeen)
        {
            (_framesSeen, _lastFrame) = (source.Input.Frames, now);
        }

        if (now >= _nextTick)
        {
            _nextTick = now + TickInterval;
            // A silent line: every packet of a second ago would have been handed over by now.
            long nowNs = silence ? source.NowNs - NsPerSecond : source.Input.LastTimestampNs ?? 0;
            pipeline.Tick(nowNs);
            pipeline.Census.Step(CensusStep, Math.Max(nowNs, source.Input.LastTimestampNs ?? nowNs));
            writer.Flush();
            EveryTick?.Invoke();
        }

        if (now >= _nextSecond)
        {
            _nextSecond = now + SecondInterval;
            source.CountDrops();
            EverySecond?.Invoke();
        }

        return now >= stops.Duration || now - _lastFrame >= stops.Idle;
    }
}
