using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace FinTracer.Sources;

/// <summary>
/// File name patterns as shells know them, for those that were quoted and for shells that expand none: <c>*</c> and <c>?</c> within a name,
/// <c>**</c> for any number of folders. Names that start with a dot match only where the pattern says the dot.
/// </summary>
static class FilePattern
{
    static readonly EnumerationOptions AllEntries = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>True when the text holds <c>*</c> or <c>?</c>.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    /// <summary>The files and folders that match, sorted by name, each once.</summary>
    public static List<string> Find(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] segments = pattern[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var found = new HashSet<string>(StringComparer.Ordinal);
        Match(root, segments, found);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    static void Match(string folder, ReadOnlySpan<string> segments, HashSet<string> found)
    {
        if (segments.IsEmpty)
        {
            return;
        }
        string segment = segments[0];
        ReadOnlySpan<string> rest = segments[1..];
        if (segment == "**")
        {
            Match(folder, rest.IsEmpty ? ["*"] : rest, found);
            foreach (string inner in Entries(folder, "*").Where(IsRealFolder))
            {
                Match(inner, segments, found);
            }
        }
        else
        {
            foreach (string entry in IsPattern(segment) ? Entries(folder, segment) : [Path.Combine(folder, segment)])
            {
                if (!rest.IsEmpty)
                {
                    Match(entry, rest, found);
                }
                else if (Path.Exists(entry))
                {
                    found.Add(entry);
                }
            }
        }
    }

    static IEnumerable<string> Entries(string folder, string segment)
    {
        string where = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(where))
        {
            return [];
        }
        return Directory.EnumerateFileSystemEntries(where, "*", AllEntries)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => (segment[0] == '.' || name[0] != '.') && FileSystemName.MatchesSimpleExpression(segment, name, ignoreCase: false))
            .Select(name => Path.Combine(folder, name));
    }

    /// <summary>Links are not followed by <c>**</c>: they may lead in a circle.</summary>
    static bool IsRealFolder(string path) => Directory.Exists(path) && !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);
}
