using System;
using System.Globalization;
using System.IO;
using FinTracer.Capture;
using FinTracer.Reporting;

namespace FinTracer.Sources.Live;

/// <summary>
/// Writes what is captured to a pcapng file, or to numbered ones one after the other. A file is written beside its place and moved there when it is whole, with what
/// was dropped while it was written; when the disk is full, what reached it is kept, up to the last whole block.
/// </summary>
sealed class CaptureFiles : IDisposable
{
    const long NsPerSecond = 1_000_000_000;

    readonly CaptureFileOptions _options;
    readonly LiveSource _source;
    FileStream? _stream;
    PcapngWriter? _writer;
    string _path = "";
    int _number;
    long _fileStartNs;
    (long Received, long ByInterface, long BySystem)[] _before = [];

    /// <summary>Opens the first file at once, so that a wrong path is told before anything is captured.</summary>
    /// <exception cref="IOException">It cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public CaptureFiles(CaptureFileOptions options, LiveSource source)
    {
        (_options, _source) = (options, source);
        Open(source.StartNs);
    }

    /// <summary>The file being written, or the last one.</summary>
    public string Current => _path;

    /// <summary>Writes a frame; begins a new file before it when the present one is full or old enough.</summary>
    /// <exception cref="IOException">It cannot be written. The file has been closed and holds what could be.</exception>
    public void Write(in Frame frame)
    {
        if (IsFull(frame.TimestampNs))
        {
            Finish(frame.TimestampNs);
            Open(frame.TimestampNs);
        }

        try
        {
            _writer!.Write(frame);
        }
        catch (IOException)
        {
            Salvage();
            throw;
        }
    }

    /// <summary>The capture is over: completes the file and puts it in its place. Nothing when it has failed before.</summary>
    /// <param name="endNs">When the capture ended.</param>
    public void Finish(long endNs)
    {
        if (_writer is null)
        {
            return;
        }

        try
        {
            for (int i = 0; i < _source.Devices.Count; i++)
            {
                (long received, long byInterface, long bySystem) = CountsOf(_source.Devices[i]);
                var counted = new InterfaceStatistics(_fileStartNs, endNs, received - _before[i].Received, byInterface - _before[i].ByInterface, bySystem - _before[i].BySystem);
                _writer.WriteStatistics(i, counted);
            }

            _writer.Flush();
        }
        catch (IOException)
        {
            Salvage();
            throw;
        }

        Place();
    }

    /// <summary>Keeps what there is of a file that was not finished.</summary>
    public void Dispose()
    {
        if (_writer is not null)
        {
            Salvage();
        }
    }

    bool IsFull(long nowNs) => _writer!.Octets >= (_options.RotateOctets ?? long.MaxValue)
        || (_options.RotateSeconds is { } seconds && nowNs - _fileStartNs >= seconds * NsPerSecond);

    void Open(long startNs)
    {
        _path = NextPath();
        SharedFolders.RefuseLinks(_path);
        // What lies there was left by a run that was killed, or laid out by somebody as a link: it goes, and nothing is written through it.
        File.Delete(PartOf(_path));
        _stream = new FileStream(PartOf(_path), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = new PcapngWriter(_stream, "fintracer");
        foreach (CaptureInterface captured in _source.Input.Interfaces)
        {
            _writer.AddInterface(captured, _source.Devices[captured.Id].Settings.Filter);
        }

        _fileStartNs = startNs;
        _before = new (long, long, long)[_source.Devices.Count];
        for (int i = 0; i < _before.Length; i++)
        {
            _before[i] = CountsOf(_source.Devices[i]);
        }
    }

    /// <summary>Numbered files never take the place of one that is there.</summary>
    string NextPath()
    {
        string whole = Path.GetFullPath(_options.Path);
        if (!_options.Rotates)
        {
            return whole;
        }

        string stem = Path.Combine(Path.GetDirectoryName(whole) ?? "", Path.GetFileNameWithoutExtension(whole));
        string path;
        do
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{stem}_{++_number:00000}{Path.GetExtension(whole)}");
        }
        while (File.Exists(path));
        return path;
    }

    /// <summary>The disk took no more: cuts the file behind its last whole block.</summary>
    void Salvage()
    {
        try
        {
            _stream!.SetLength(_writer!.OctetsHandedOver);
            Place();
        }
        catch (IOException)
        {
            // The .part file stays as it is; what failed first is what is told.
        }
        finally
        {
            Close();
        }
    }

    void Place()
    {
        Close();
        File.Move(PartOf(_path), _path, overwrite: true);
    }

    void Close()
    {
        _stream?.Dispose();
        (_stream, _writer) = (null, null);
    }

    static string PartOf(string path) => $"{path}.{Environment.ProcessId}.part";

    static (long Received, long ByInterface, long BySystem) CountsOf(LiveDevice device)
    {
        DropCount count = device.Count();
        return (count.Received, count.DroppedByInterface, count.Dropped);
    }
}
