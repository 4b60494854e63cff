using System;
using System.IO;
using FinTracer.Reporting;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>What runs say of the report's destination.</summary>
static class RunFiles
{
    /// <summary>What messages call the destination.</summary>
    public static string NameOf(string? output) => output is { } path ? Sanitizer.Clean(path) : "standard output";

    /// <summary>Puts the report in its place; a failure is one line.</summary>
    public static void Commit(ReportDestination destination, GuardedWriter writer)
    {
        try
        {
            destination.Commit();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw writer.Explain(failure);
        }
    }
}
