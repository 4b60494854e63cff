namespace FinTracer.Lab.Kernel;

/// <summary>A start of a small socket's timer.</summary>
/// <param name="TimeNs">When.</param>
/// <param name="IsTimeWait">True for TIME_WAIT's 60 s, false for the timer of an orphan in FIN_WAIT_2.</param>
/// <param name="FiresNs">When its slot of the timer wheel is due; 0 for FIN_WAIT_2.</param>
internal readonly record struct TimerStart(long TimeNs, bool IsTimeWait, long FiresNs);
