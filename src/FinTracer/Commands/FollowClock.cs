using System;

namespace FinTracer.Commands;

/// <summary>When, while an input is followed, it is time to hand on what was decided, and when it has been silent for too long.</summary>
/// <param name="clock">Its clock.</param>
/// <param name="idle">So long a silence ends it; null: none does.</param>
sealed class FollowClock(TimeProvider clock, TimeSpan? idle)
{
    static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    long _lastTick = clock.GetTimestamp();
    long _lastFrame = clock.GetTimestamp();

    /// <summary>A frame has come.</summary>
    public void Heard() => _lastFrame = clock.GetTimestamp();

    /// <summary>True ten times a second.</summary>
    public bool IsTick()
    {
        if (clock.GetElapsedTime(_lastTick) < TickInterval) { return false; }
        _lastTick = clock.GetTimestamp();
        return true;
    }

    /// <summary>Nothing has come for as long as was asked for.</summary>
    public bool IsIdle => clock.GetElapsedTime(_lastFrame) >= idle;
}
