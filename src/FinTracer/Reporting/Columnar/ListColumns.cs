using System;
using System.Collections.Generic;
using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>A list of structures a connection: a column for each of their fields.</summary>
/// <param name="name">Name of the list.</param>
/// <param name="itemsOf">The connection's items.</param>
/// <param name="columns">The fields of an item.</param>
sealed class ListColumns<TRecord, TItem>(string name, Func<TRecord, IReadOnlyList<TItem>> itemsOf, IReadOnlyList<ParquetColumn<TItem>> columns) : ParquetColumn<TRecord>
{
    /// <inheritdoc/>
    public override Field Field { get; } = new ListField(name, new StructField("element", [.. FieldsOf(columns)]));

    /// <inheritdoc/>
    public override void Add(TRecord record, int repetition)
    {
        IReadOnlyList<TItem> items = itemsOf(record);
        foreach (ParquetColumn<TItem> column in columns)
        {
            if (items.Count == 0) { column.AddEmptyList(); }
            for (int i = 0; i < items.Count; i++) { column.Add(items[i], i == 0 ? repetition : 1); }
        }
    }

    /// <inheritdoc/>
    public override void AddEmptyList() => throw new NotSupportedException("A list of structures stands at the top.");

    /// <inheritdoc/>
    public override void Write(ParquetRowGroupWriter group)
    {
        foreach (ParquetColumn<TItem> column in columns) { column.Write(group); }
    }

    static IEnumerable<Field> FieldsOf(IReadOnlyList<ParquetColumn<TItem>> columns)
    {
        foreach (ParquetColumn<TItem> column in columns) { yield return column.Field; }
    }
}
