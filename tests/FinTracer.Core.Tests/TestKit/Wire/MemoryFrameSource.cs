using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Tests.TestKit.Wire;

/// <summary>Frames from memory, in one or several "files", so that the whole way can be walked without a file.</summary>
public sealed class MemoryFrameSource : IFrameSource
{
    readonly IReadOnlyList<IReadOnlyList<MemoryFrame>> _files;
    readonly LinkType _link;
    readonly List<CaptureInput> _inputs = [];
    int _file;
    int _next;

    /// <summary>One list of frames a file.</summary>
    public MemoryFrameSource(LinkType link, params IReadOnlyList<MemoryFrame>[] files)
    {
        (_files, _link) = (files, link);
        for (int i = 0; i < files.Length; i++)
        {
            var input = new CaptureInput($"memory-{i}") { Format = "memory", TimestampDigits = 9 };
            input.Interfaces.Add(new(0, link, 0, null));
            _inputs.Add(input);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInput> Inputs => _inputs;

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        while (_file < _files.Count && _next == _files[_file].Count)
        {
            (_file, _next) = (_file + 1, 0);
        }

        if (_file == _files.Count)
        {
            frame = default;
            return false;
        }

        var memory = _files[_file][_next++];
        var input = _inputs[_file];
        input.Frames++;
        input.FirstTimestampNs ??= memory.TimestampNs;
        input.LastTimestampNs = input.LastTimestampNs is { } last && last > memory.TimestampNs ? last : memory.TimestampNs;
        frame = new Frame
        {
            Id = new(_file, _next),
            TimestampNs = memory.TimestampNs,
            LinkType = _link,
            WireLength = memory.WireLength,
            Data = memory.Data,
        };
        return true;
    }

    /// <summary>Nothing to give back.</summary>
    public void Dispose()
    {
    }
}
