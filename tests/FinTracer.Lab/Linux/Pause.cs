using System;
using System.Threading;

namespace FinTracer.Lab.Linux;

/// <summary>Lets real time pass: the lab plays on a real clock, and some stories are about time.</summary>
internal static class Pause
{
    static readonly ManualResetEventSlim s_never = new();

    public static void For(TimeSpan time) => s_never.Wait(time);
}
