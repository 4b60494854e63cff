using System;
using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;

namespace FinTracer.Commands;

/// <summary>Opens plain capture files and standard input.</summary>
sealed class FileOpener : IInputOpener
{
    /// <inheritdoc/>
    public OpenedInputs Open(IReadOnlyList<string> names, string? filter)
    {
        if (filter is not null) { throw new CommandException(ExitCode.Usage, "--filter: needs libpcap, which this build does without"); }
        var files = new List<CaptureFile>();
        long? octets = 0;
        foreach (string name in names)
        {
            files.Add(new CaptureFile(name));
            octets = File.Exists(name) ? octets + new FileInfo(name).Length : null;
        }
        MergedFrameSource source = MergedFrameSource.Open(files);
        return new(source, octets, files.Exists(file => file.PermissionDenied), () => 0);
    }

    sealed class CaptureFile(string name) : ICaptureFile
    {
        public string Name => name;

        public bool CanReopen => name != "-";

        public bool PermissionDenied { get; private set; }

        public CaptureReader? Open(CaptureInput input)
        {
            try
            {
                Stream stream = name == "-"
                    ? Console.OpenStandardInput()
                    : new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
                return CaptureFormats.Open(stream, input);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                PermissionDenied |= refused is UnauthorizedAccessException && !Directory.Exists(name);
                input.Problems.Add(new(InputProblemKind.Unreadable, 0, Directory.Exists(name) ? "is a folder" : SystemMessage.Of(refused)));
                return null;
            }
        }
    }
}
