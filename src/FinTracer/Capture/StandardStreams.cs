using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FinTracer.Sources;

/// <summary>
/// Which of standard input, output and error were closed when the program was started (<c>&lt;&amp;-</c>). The system gives their numbers to whatever is opened next:
/// without care the report is written into something of the run time's, and complaints into the report.
/// </summary>
static partial class StandardStreams
{
    const int Count = 3;
    const int GetDescriptorFlags = 1; // F_GETFD
    const int CloseOnExec = 1;        // FD_CLOEXEC

    static readonly bool[] Closed = [WasClosed(0), WasClosed(1), WasClosed(2)];

    static readonly List<SafeFileHandle> Held = [];

    /// <summary>Nothing can be read from standard input.</summary>
    public static bool InputIsClosed => Closed[0];

    /// <summary>Nothing can be written to standard output.</summary>
    public static bool OutputIsClosed => Closed[1];

    /// <summary>Nothing can be written to standard error.</summary>
    public static bool ErrorIsClosed => Closed[2];

    /// <summary>Takes those numbers that are still free, so that no file gets them. Call it before any is opened.</summary>
    public static void Settle()
    {
        for (int descriptor = 0; descriptor < Count; descriptor++)
        {
            if (Closed[descriptor] && Flags(descriptor) < 0) { Held.Add(File.OpenHandle("/dev/null")); } // the system gives the least free number
        }
    }

    /// <summary>What a program is started with has no close-on-exec mark, or it would have been closed; what the run time has opened since carries it.</summary>
    static bool WasClosed(int descriptor) => !OperatingSystem.IsWindows() && Flags(descriptor) is var flags && (flags < 0 || (flags & CloseOnExec) != 0);

    static int Flags(int descriptor) => Control(descriptor, GetDescriptorFlags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);
}
