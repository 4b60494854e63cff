using Parquet;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>
/// A column that collects what it takes from each record until a row group is written. Levels are those of the format: the repetition level says at which
/// list a new element begins (0: a new row), the definition level how much of the path to the value is there.
/// </summary>
abstract class ParquetColumn<TRecord>
{
    /// <summary>Definition level of a row whose list is there and empty; no list of ours is null.</summary>
    protected const int EmptyListLevel = 1;

    /// <summary>Its place in the schema.</summary>
    public abstract Field Field { get; }

    /// <summary>Takes the value of a record that begins at a repetition level.</summary>
    public abstract void Add(TRecord record, int repetition);

    /// <summary>Takes down that the list around this column has no element in this row.</summary>
    public abstract void AddEmptyList();

    /// <summary>Writes what was collected and forgets it.</summary>
    public abstract void Write(ParquetRowGroupWriter group);
}
