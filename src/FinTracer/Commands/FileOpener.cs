using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Sources;

namespace FinTracer.Commands;

/// <summary>Opens the files, folders, patterns and pipes that a command line names, behind a filter if it names one.</summary>
sealed class FileOpener : IInputOpener
{
    /// <inheritdoc/>
    public OpenedInputs Open(IReadOnlyList<string> names, string? filter, Action? whileWaiting = null, CancellationToken stop = default)
    {
        BpfFilter? compiled = Compile(filter);
        try
        {
            IReadOnlyList<InputFile> files = InputSet.Expand(names);
            HashSet<string> incidental = [.. files.Where(file => file.FoundInFolder).Select(file => file.Name)];
            IFrameSource source = InputSet.Open(files, whileWaiting, stop);
            FilteredFrameSource? filtered = compiled is null ? null : new(source, compiled);
            return new()
            {
                Source = filtered ?? source,
                OctetsOnDisk = OctetsOf(files),
                PermissionDenied = source.Inputs.Any(input => input.Problems.Count > 0 && IsDenied(input.Name)),
                IsIncidental = input => incidental.Contains(input.Name),
                Filtered = () => filtered?.FilteredOut ?? 0,
                Remarks = () => RemarksOf(compiled),
            };
        }
        catch (InputSetException wrong)
        {
            compiled?.Dispose();
            throw new CommandException(CodeOf(wrong.Fault), wrong.Message, wrong);
        }
    }

    static int CodeOf(InputSetFault fault) => fault switch
    {
        InputSetFault.NamedTwice => ExitCode.Usage,
        InputSetFault.NoPermission => ExitCode.Permission,
        _ => ExitCode.NothingRead,
    };

    static BpfFilter? Compile(string? filter)
    {
        if (filter is null) { return null; }
        try
        {
            return BpfFilter.Compile(filter);
        }
        catch (FilterException wrong)
        {
            throw new CommandException(ExitCode.Usage, wrong.Message, wrong);
        }
    }

    /// <summary>The octets that will come out of the files, if they come out as they stand there.</summary>
    static long? OctetsOf(IReadOnlyList<InputFile> files)
    {
        long octets = 0;
        foreach (InputFile file in files)
        {
            if (file.FullPath is not { } path || !File.Exists(path)) { return null; }
            octets += new FileInfo(path).Length;
        }
        return octets;
    }

    static bool IsDenied(string name)
    {
        try
        {
            if (File.Exists(name)) { File.OpenHandle(name).Dispose(); }
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    static IEnumerable<string> RemarksOf(BpfFilter? filter) => filter is null
        ? []
        : filter.Rejected.Select(rejected => $"the filter cannot be used on link type {(int)rejected.Key}, frames of it are left out: {rejected.Value}");
}
