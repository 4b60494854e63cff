using System;
using System.IO;

namespace FinTracer.Reporting;

/// <summary>
/// Folders in which everybody may put files, as /tmp. A link in one of them may be anybody's: root writing through it would write where that person chose.
/// </summary>
static class SharedFolders
{
    const int MaxLinks = 40; // as the kernel's own limit

    /// <summary>Refuses a path that leads through a link in a shared folder, when this process is root's. Elsewhere nothing is gained by such a link.</summary>
    /// <exception cref="UnsafePathException">The path does.</exception>
    public static void RefuseLinks(string path)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) { Resolve(Path.GetFullPath(path), MaxLinks); }
    }

    /// <summary>The path without links.</summary>
    static string Resolve(string path, int linksLeft)
    {
        string folder = "/";
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string here = Path.Combine(folder, name);
            string? target = new FileInfo(here).LinkTarget;
            if (target is not null && IsShared(folder))
            {
                throw new UnsafePathException("it leads through a symbolic link in a folder that everybody can write to, and root does not follow such links");
            }
            if (target is not null && linksLeft == 0) { throw new UnsafePathException("it leads through too many symbolic links"); }
            folder = target is null ? here : Resolve(Path.GetFullPath(target, folder), linksLeft - 1);
        }
        return folder;
    }

    static bool IsShared(string folder) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0;
}
