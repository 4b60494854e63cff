using System;
using System.Collections.Generic;
using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>A column with a list of texts a record.</summary>
sealed class TextListColumn<TRecord> : ParquetColumn<TRecord>
{
    readonly DataField _element = new("element", typeof(string), isNullable: false);
    readonly ColumnBuffer<ReadOnlyMemory<char>> _buffer;
    readonly Func<TRecord, IReadOnlyList<string>> _textsOf;

    public TextListColumn(string name, Func<TRecord, IReadOnlyList<string>> textsOf)
    {
        Field = new ListField(name, _element);
        _buffer = new(_element);
        _textsOf = textsOf;
    }

    /// <inheritdoc/>
    public override Field Field { get; }

    /// <inheritdoc/>
    public override void Add(TRecord record, int repetition)
    {
        IReadOnlyList<string> texts = _textsOf(record);
        if (texts.Count == 0) { _buffer.AddNothing(_element.MaxDefinitionLevel - 1, repetition); }
        for (int i = 0; i < texts.Count; i++)
        {
            _buffer.Add(texts[i].AsMemory(), i == 0 ? repetition : _element.MaxRepetitionLevel);
        }
    }

    /// <inheritdoc/>
    public override void AddEmptyList() => _buffer.AddNothing(EmptyListLevel, 0);

    /// <inheritdoc/>
    public override void Write(ParquetRowGroupWriter group) => _buffer.Write(group);
}
