using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Reporting;

namespace FinTracer.Selection;

/// <summary>Which connections a report was asked for, and in which order, as the user wrote it.</summary>
sealed record SelectionChoice
{
    /// <summary>A condition, or null.</summary>
    public string? Where { get; init; }

    /// <summary>Services, any of which will do; empty: all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Hosts or networks, any of which will do; empty: all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>An order, or null.</summary>
    public string? Sort { get; init; }

    /// <summary>Connections written at most; null for what the format does by itself.</summary>
    public int? Top { get; init; }

    /// <summary>True when connections may be left out of the whole report.</summary>
    public bool LeavesOut => Where is not null || Services.Count > 0 || Hosts.Count > 0;

    /// <summary>The selection as a test. Throws <see cref="ConditionException"/> when the condition cannot be read.</summary>
    /// <param name="fileOf">The name of the input that a frame is in.</param>
    public ConnectionSelection ToSelection(Func<FrameId, string?> fileOf) => new(
        [.. Services.Select(text => ServicePattern.TryParse(text, out ServicePattern pattern) ? pattern : throw new ArgumentException(text))],
        [.. Hosts.Select(text => AddressRange.TryParse(text, out AddressRange range) ? range : throw new ArgumentException(text))],
        Where is null ? null : new ConditionBinder(new ReportFields(fileOf)).Bind(ConditionParser.Read(Where)));

    /// <summary>The writer, behind the order and the greatest number if one was asked for.</summary>
    /// <param name="writer">Writes the connections that are left, as they come.</param>
    /// <param name="fileOf">The name of the input that a frame is in.</param>
    /// <param name="listedByItself">Connections that the format lists at most, if it has such a number.</param>
    public IReportWriter Ordered(IReportWriter writer, Func<FrameId, string?> fileOf, int? listedByItself)
    {
        if (Sort is null && (Top is null || listedByItself is not null)) { return writer; }
        SortOrder order = Sort is null ? SortOrder.ById : SortOrder.Read(Sort, new ReportFields(fileOf));
        return new OrderedReportWriter(writer, order, Top ?? listedByItself);
    }
}
