using System;
using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using Parquet.Schema;

namespace FinTracer.Reporting.Columnar;

/// <summary>The columns of a kind of record, put together by the kinds of value that reports have.</summary>
sealed class ColumnList<TRecord>(InputNames names) : List<ParquetColumn<TRecord>>
{
    public void Number(string name, Func<TRecord, long> valueOf) => Add(new ValueColumn<TRecord, long>(new DataField(name, typeof(long), isNullable: false), record => valueOf(record)));

    public void OptionalNumber(string name, Func<TRecord, long?> valueOf) => Add(new ValueColumn<TRecord, long>(new DataField(name, typeof(long), isNullable: true), valueOf));

    public void Flag(string name, Func<TRecord, bool> valueOf) => Add(new ValueColumn<TRecord, bool>(new DataField(name, typeof(bool), isNullable: false), record => valueOf(record)));

    public void OptionalFlag(string name, Func<TRecord, bool?> valueOf) => Add(new ValueColumn<TRecord, bool>(new DataField(name, typeof(bool), isNullable: true), valueOf));

    public void Text(string name, Func<TRecord, string> valueOf) =>
        Add(new ValueColumn<TRecord, ReadOnlyMemory<char>>(new DataField(name, typeof(string), isNullable: false), record => valueOf(record).AsMemory()));

    public void OptionalText(string name, Func<TRecord, string?> valueOf) =>
        Add(new ValueColumn<TRecord, ReadOnlyMemory<char>>(new DataField(name, typeof(string), isNullable: true), record => valueOf(record)?.AsMemory()));

    /// <summary>A frame's number, null for no frame; with several inputs the next column names its file: <c>x_frame</c>, <c>x_file</c>.</summary>
    public void Frame(string name, Func<TRecord, FrameId> frameOf)
    {
        OptionalNumber(name, record => frameOf(record) is { IsSome: true } frame ? frame.Number : null);
        if (names.Several)
        {
            OptionalText(name[..^"frame".Length] + "file", record => names.Of(frameOf(record)) is { } file ? Sanitizer.Clean(file) : null);
        }
    }
}
