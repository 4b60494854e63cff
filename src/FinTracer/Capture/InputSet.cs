using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>The inputs that the command line names: files, folders, patterns and standard input, each file once.</summary>
static class InputSet
{
    /// <summary>
    /// The files that the arguments stand for, in their order; a folder's and a pattern's by name. What is in a folder's folders is left alone.
    /// </summary>
    /// <exception cref="InputSetException">Nothing has such a name, or something is named twice.</exception>
    public static IReadOnlyList<InputFile> Expand(IEnumerable<string> arguments)
    {
        List<InputFile> files = [];
        foreach (string argument in arguments)
        {
            int before = files.Count;
            files.AddRange(ExpandOne(argument));
            if (files.Count == before)
            {
                throw new InputSetException(InputSetFault.NothingThere, $"{argument}: the folder holds no file");
            }
        }
        RefuseDuplicates(files);
        return files;
    }

    /// <summary>Opens the inputs as one source: a single one directly, several merged by time.</summary>
    /// <param name="files">The inputs.</param>
    /// <param name="whileWaiting">Follow: see <see cref="InputFile.WhileWaiting"/>.</param>
    /// <param name="stop">Ends pipes that are silent where they are.</param>
    public static IFrameSource Open(IReadOnlyList<InputFile> files, Action? whileWaiting = null, CancellationToken stop = default)
    {
        foreach (InputFile file in files)
        {
            (file.Stop, file.WhileWaiting) = (stop, whileWaiting);
        }
        if (files.Count != 1)
        {
            return MergedFrameSource.Open(files);
        }
        var input = new CaptureInput(files[0].Name);
        return (IFrameSource?)files[0].Open(input) ?? new NoFrames(input);
    }

    static IEnumerable<InputFile> ExpandOne(string argument)
    {
        if (argument == InputFile.StandardInput)
        {
            return [new(argument)];
        }
        if (Directory.Exists(argument))
        {
            return FolderFiles(argument);
        }
        if (File.Exists(argument))
        {
            return [new(argument)];
        }
        if (!FilePattern.IsPattern(argument))
        {
            throw new InputSetException(InputSetFault.NothingThere, $"{argument}: no such file or folder");
        }
        List<string> found = FilePattern.Find(argument);
        if (found.Count == 0)
        {
            throw new InputSetException(InputSetFault.NothingThere, $"{argument}: no file matches");
        }
        return found.SelectMany(path => Directory.Exists(path) ? FolderFiles(path) : [new InputFile(path)]);
    }

    static IEnumerable<InputFile> FolderFiles(string folder)
    {
        try
        {
            // The default options leave out hidden and system files; a capture may be called anything.
            string[] paths = Directory.GetFiles(folder, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
            Array.Sort(paths, string.CompareOrdinal);
            return paths.Select(path => new InputFile(path, foundInFolder: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputSetException(e is UnauthorizedAccessException ? InputSetFault.NoPermission : InputSetFault.NothingThere, $"{folder}: the folder cannot be read");
        }
    }

    static void RefuseDuplicates(List<InputFile> files)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (InputFile file in files)
        {
            string key = file.FullPath ?? InputFile.StandardInput;
            if (names.TryGetValue(key, out string? other))
            {
                throw new InputSetException(InputSetFault.NamedTwice, other == file.Name ? $"{file.Name} is given twice" : $"{file.Name} is given twice, also as {other}");
            }
            names.Add(key, file.Name);
        }
    }
}
