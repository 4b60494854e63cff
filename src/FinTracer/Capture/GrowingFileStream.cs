using System;
using System.IO;
using System.Threading;

namespace FinTracer.Sources;

/// <summary>
/// A file that another program still writes to: at its end this waits for more, until it is told to stop. What ends the waiting for good (the file was cut, or
/// another has taken its place) is thrown once everything written before has been read.
/// </summary>
/// <param name="file">The file; owned.</param>
/// <param name="path">Its path.</param>
/// <param name="stop">Ends the stream where it is.</param>
sealed class GrowingFileStream(FileStream file, string path, CancellationToken stop) : ForwardStream
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    readonly string? _place = PlaceOf(file);

    public override int Read(Span<byte> buffer)
    {
        while (!stop.IsCancellationRequested)
        {
            bool replaced = IsReplaced();
            int read = file.Read(buffer);
            if (read > 0 || buffer.IsEmpty) { return read; }
            if (file.Length < file.Position) { throw new IOException($"the file was cut to {file.Length} octets while it was followed"); }
            if (replaced) { throw new IOException(File.Exists(path) ? "another file has taken its place while it was followed" : "it was moved or deleted while it was followed"); }
            stop.WaitHandle.WaitOne(BetweenLooks);
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { file.Dispose(); }
        base.Dispose(disposing);
    }

    /// <summary>Asked before the last read, so that nothing is missed that was written before.</summary>
    bool IsReplaced() => _place is null ? !File.Exists(path) : PlaceOf(file) != _place;

    /// <summary>Where the open file lies now, as Linux knows it; null elsewhere.</summary>
    static string? PlaceOf(FileStream file) => OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget : null;
}
