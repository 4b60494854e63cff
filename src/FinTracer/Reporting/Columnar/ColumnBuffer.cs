using System;
using System.Threading;
using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>Values of one column with their levels, as a row group takes them; its arrays serve one row group after the other.</summary>
sealed class ColumnBuffer<TValue>(DataField field)
    where TValue : struct
{
    const int FirstCapacity = 1024;

    TValue[] _values = new TValue[FirstCapacity];
    int[] _definitions = new int[FirstCapacity];
    int[] _repetitions = new int[FirstCapacity];
    int _valueCount;
    int _levelCount;

    public void Add(TValue value, int repetition)
    {
        if (_valueCount == _values.Length) { Array.Resize(ref _values, 2 * _valueCount); }
        _values[_valueCount++] = value;
        AddNothing(field.MaxDefinitionLevel, repetition);
    }

    /// <summary>A place without a value: the path to it ends at <paramref name="definition"/>.</summary>
    public void AddNothing(int definition, int repetition)
    {
        if (_levelCount == _definitions.Length)
        {
            Array.Resize(ref _definitions, 2 * _levelCount);
            Array.Resize(ref _repetitions, 2 * _levelCount);
        }
        _definitions[_levelCount] = definition;
        _repetitions[_levelCount++] = repetition;
    }

    /// <summary>Writes the column. The library only offers to do so later; nothing else waits on this thread, so it is done now.</summary>
    public void Write(ParquetRowGroupWriter group)
    {
        // A bare null would become an empty memory here, not an absent one.
        ReadOnlyMemory<int>? absent = null;
        ReadOnlyMemory<int>? definitions = field.MaxDefinitionLevel > 0 ? _definitions.AsMemory(0, _levelCount) : absent;
        ReadOnlyMemory<int>? repetitions = field.MaxRepetitionLevel > 0 ? _repetitions.AsMemory(0, _levelCount) : absent;
        group.WriteAllPartsAsync<TValue>(field, _values.AsMemory(0, _valueCount), definitions, repetitions, CancellationToken.None).GetAwaiter().GetResult();
        Array.Clear(_values, 0, _valueCount);
        _valueCount = _levelCount = 0;
    }
}
