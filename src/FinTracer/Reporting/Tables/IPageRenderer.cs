using System.Collections.Generic;

namespace FinTracer.Reporting.Tables;

/// <summary>Puts a page on a kind of surface.</summary>
interface IPageRenderer
{
    /// <summary>Writes the blocks in their order.</summary>
    void Render(IReadOnlyList<Block> page);
}
