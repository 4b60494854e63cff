using System;
using System.IO;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace FinTracer.Reporting;

/// <summary>
/// Where a report goes. A file is written beside its final place and moved there by <see cref="Commit"/>, so that a report either is whole
/// or does not exist, and an old one stays until then.
/// </summary>
sealed class ReportDestination : IDisposable
{
    readonly string? _path;
    readonly string? _temporaryPath;
    bool _committed;

    ReportDestination(Stream stream, string? path, string? temporaryPath)
    {
        Stream = stream;
        _path = path;
        _temporaryPath = temporaryPath;
    }

    /// <summary>What the writer writes to.</summary>
    public Stream Stream { get; }

    /// <summary>Standard output.</summary>
    public static ReportDestination StandardOutput() => new(OpenStandardOutput(), null, null);

    /// <summary>A stream of the caller's, which stays open.</summary>
    public static ReportDestination To(Stream stream) => new(stream, null, null);

    /// <summary>
    /// A file. Throws as <see cref="FileStream"/> does when the folder does not exist or must not be written to, and
    /// <see cref="UnsafePathException"/> when root would follow somebody else's link.
    /// </summary>
    public static ReportDestination ToFile(string path)
    {
        SharedFolders.RefuseLinks(path);
        var file = new FileInfo(path); // a file that does not exist yet must not be asked for its target
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        if (Directory.Exists(target)) { throw new IOException("is a folder"); }
        if (TryOpenInPlace(target) is { } inPlace) { return new(inPlace, null, null); }
        // A name that nobody can guess, and a file that must be new: a link laid out in advance is never written through.
        string temporary = $"{target}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.part";
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            KeepMode(target, stream.SafeFileHandle);
        }
        catch
        {
            stream.Dispose();
            File.Delete(temporary);
            throw;
        }
        return new(stream, target, temporary);
    }

    /// <summary>The report is whole: puts it in its place, once it is on the disk.</summary>
    public void Commit()
    {
        Stream.Flush();
        if (_path is not null)
        {
            (Stream as FileStream)?.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporaryPath!, _path, overwrite: true);
        }
        _committed = true;
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What could not be written has been reported where it was written.
        }
        if (_committed || _temporaryPath is null) { return; }
        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder is no longer ours to write to; the failure that led here has been reported.
        }
    }

    /// <summary>A report that few may read stays so when it is replaced.</summary>
    static void KeepMode(string target, SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target)) { File.SetUnixFileMode(handle, File.GetUnixFileMode(target)); }
    }

    /// <summary>
    /// A device or a named pipe is written to as it stands: moving a file over it would replace it. Null for a plain file or none; opening it
    /// shows that an existing file may be written to, which the move would not ask.
    /// </summary>
    static FileStream? TryOpenInPlace(string path)
    {
        if (!File.Exists(path)) { return null; }
        var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!existing.CanSeek || path.StartsWith("/dev/", StringComparison.Ordinal)) { return existing; }
        existing.Dispose();
        return null;
    }

    /// <summary>
    /// The console's stream hides a closed pipe and would have us read gigabytes for nobody. A file stream tells of it; but it keeps its own
    /// position in a file, so it must not be used where output is redirected to one that others write to as well.
    /// </summary>
    static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows()) { return Console.OpenStandardOutput(); }
        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.OpenStandardOutput() : stream;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}
