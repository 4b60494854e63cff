using System;
using System.IO;

namespace FinTracer.Tests;

/// <summary>Where the tests find what lies in the repository.</summary>
static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The recordings of the lab.</summary>
    public static string Captures => Path.Combine(Root, "captures");

    static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("FinTracer.sln is in no folder above the tests");
    }
}
