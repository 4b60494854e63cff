using System;
using System.IO;
using System.Security;
using System.Threading;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>One input of the command line: a file, a pipe that has a name, or standard input.</summary>
sealed class InputFile : ICaptureFile
{
    /// <summary>What stands for standard input on the command line.</summary>
    public const string StandardInput = "-";

    /// <param name="name">The name to show.</param>
    /// <param name="foundInFolder">True when a folder was named and the file found in it.</param>
    public InputFile(string name, bool foundInFolder = false)
    {
        Name = name;
        FoundInFolder = foundInFolder;
        FullPath = name == StandardInput ? null : Path.GetFullPath(name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>True when nobody named the file itself: that it is no capture is then worth a note, not an error.</summary>
    public bool FoundInFolder { get; }

    /// <summary>The file's full path; null for standard input.</summary>
    public string? FullPath { get; }

    /// <summary>Ends a pipe that is silent where it is.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>
    /// Set when the input is followed: its end is waited at until <see cref="Stop"/>, and this called ten times a second meanwhile, by whoever reads. Null: the end is the end.
    /// </summary>
    public Action? WhileWaiting { get; set; }

    /// <inheritdoc/>
    public bool CanReopen { get; private set; }

    /// <inheritdoc/>
    public CaptureReader? Open(CaptureInput input)
    {
        if (FullPath is null)
        {
            if (StandardStreams.InputIsClosed)
            {
                input.Problems.Add(new(InputProblemKind.Unreadable, 0, "standard input is closed"));
                return null;
            }
            return InputOpener.Open(UntilStopped(Console.OpenStandardInput()), input, null, IsFollowed);
        }
        try
        {
            if (FoundInFolder && new FileInfo(FullPath).Length == 0)
            {
                // Not opened: a named pipe has no length either, and would keep us waiting for a writer.
                input.Problems.Add(new(InputProblemKind.Empty, 0, "no octets"));
                return null;
            }
            // Unbuffered: the reader's own buffer is large.
            var file = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            if (IsFollowed)
            {
                return InputOpener.Open(UntilStopped(file.CanSeek ? new GrowingFileStream(file, FullPath, Stop) : file), input, null, IsFollowed);
            }
            CanReopen = file.CanSeek;
            return file.CanSeek ? InputOpener.Open(file, input, FullPath) : InputOpener.Open(UntilStopped(file), input, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            input.Problems.Add(new(InputProblemKind.Unreadable, 0, WhyNotOpened(e)));
            return null;
        }
    }

    bool IsFollowed => WhileWaiting is not null;

    Stream UntilStopped(Stream pipe) => Stop.CanBeCanceled ? new ReadAheadStream(pipe, WhileWaiting, Stop) : pipe;

    static string WhyNotOpened(Exception e) => e switch
    {
        UnauthorizedAccessException or SecurityException => "no permission to read it",
        FileNotFoundException or DirectoryNotFoundException => "it is not there any more",
        _ => PlainText.Of(e.Message),
    };
}
