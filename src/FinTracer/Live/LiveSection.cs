using FinTracer.Reporting.Tables;

namespace FinTracer.Live;

/// <summary>A part of the view and what it is made from.</summary>
/// <param name="Block">Its title and rows, the most important first.</param>
/// <param name="Total">How many rows there would be if all were shown.</param>
/// <param name="IsWhole">True when it is shown with all its rows or not at all.</param>
readonly record struct LiveSection(Block Block, int Total, bool IsWhole = false)
{
    /// <summary>Lines beside its rows: the title, and the headings above rows.</summary>
    public int Overhead => Block.HasHeadings && Block.Rows.Count > 0 ? 2 : 1;
}
