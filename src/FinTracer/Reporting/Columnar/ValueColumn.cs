using System;
using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>A column with one value a record, or none.</summary>
/// <param name="place">Name and type; a value may be absent where it is nullable.</param>
/// <param name="valueOf">The record's value; null only where the field is nullable.</param>
sealed class ValueColumn<TRecord, TValue>(DataField place, Func<TRecord, TValue?> valueOf) : ParquetColumn<TRecord>
    where TValue : struct
{
    readonly ColumnBuffer<TValue> _buffer = new(place);

    /// <inheritdoc/>
    public override Field Field => place;

    /// <inheritdoc/>
    public override void Add(TRecord record, int repetition)
    {
        if (valueOf(record) is { } value) { _buffer.Add(value, repetition); }
        else { _buffer.AddNothing(place.MaxDefinitionLevel - 1, repetition); }
    }

    /// <inheritdoc/>
    public override void AddEmptyList() => _buffer.AddNothing(EmptyListLevel, 0);

    /// <inheritdoc/>
    public override void Write(ParquetRowGroupWriter group) => _buffer.Write(group);
}
