using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Fuzz;

/// <summary>The inputs that lie beside the code: a small corpus that reaches much of it, and every input that once broke something, by name.</summary>
public static class Corpus
{
    static readonly string[] Kinds = ["Corpus", "Findings"];

    static readonly string Folder = FindFolder();

    /// <summary>Corpus and findings of a target, in the order of their names.</summary>
    public static IReadOnlyList<byte[]> Of(IFuzzTarget target) => [.. FilesOf(target).Select(File.ReadAllBytes)];

    /// <summary>The same as paths.</summary>
    public static IReadOnlyList<string> FilesOf(IFuzzTarget target) => [.. Kinds
        .Select(kind => Path.Combine(Folder, kind, target.Name))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)
        .Order(StringComparer.Ordinal)];

    static string FindFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FinTracer.sln"))) { return Path.Combine(at.FullName, "tests", "FinTracer.Fuzz"); }
        }
        return AppContext.BaseDirectory;
    }
}
