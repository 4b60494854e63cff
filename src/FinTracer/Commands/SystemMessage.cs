using System;
using System.IO;

namespace FinTracer.Commands;

/// <summary>The system's refusals in a few words that do not repeat the path.</summary>
static class SystemMessage
{
    const int NoSpace = 28; // ENOSPC
    const int WindowsDiskFull = unchecked((int)0x80070070);

    public static string Of(Exception failure) => failure switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such folder",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the path is too long",
        IOException { HResult: NoSpace or WindowsDiskFull } => "no space left on the device",
        _ => FirstLine(failure.Message),
    };

    static string FirstLine(string message)
    {
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
