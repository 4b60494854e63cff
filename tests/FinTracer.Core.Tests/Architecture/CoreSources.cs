using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Tests.TestKit;

namespace FinTracer.Tests.Architecture;

/// <summary>The source files of Core, found from the folder of the solution.</summary>
internal static class CoreSources
{
    /// <summary>Path below src/FinTracer.Core, with <c>/</c>, and text; skips the test when the sources are not there.</summary>
    public static IReadOnlyList<(string Path, string Text)> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
        {
            folder = folder.Parent;
        }

        string root = Path.Combine(folder?.FullName ?? "", "src", "FinTracer.Core");
        Needs.That(folder is not null && Directory.Exists(root), "the sources are not beside the tests");
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(root, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => (file.Path, File.ReadAllText(file.Full)))];
    }
}
