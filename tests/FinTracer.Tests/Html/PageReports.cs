using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Html;

/// <summary>Pages as the program writes them.</summary>
static class PageReports
{
    /// <summary>Runs <c>analyze --format html</c> over the arguments; the path of the page.</summary>
    public static string Write(TemporaryFolder folder, params string[] arguments)
    {
        string path = folder.Of("report.html");
        var (exit, _, error) = Fintracer.Run(["analyze", .. arguments, "--format", "html", "-o", path]);
        Assert.Equal((0, ""), (exit, error));
        return path;
    }
}
