using System;
using System.Buffers;
using System.IO;

namespace FinTracer.Capture;

/// <summary>
/// A window on a stream: reads large pieces, shows the octets at the front of it without copying them and grows only as far as octets really arrive,
/// so that a length field alone can never claim memory. Never waits for more octets than were asked for.
/// </summary>
sealed class OctetBuffer(Stream stream, int initialLength) : IDisposable
{
    byte[] _octets = [];
    int _start;
    int _end;
    long _offsetOfFirst;
    bool _ended;

    /// <summary>Why the stream could not be read further; null at a plain end and before it.</summary>
    public InputProblem? Failure { get; private set; }

    /// <summary>Octets that can be shown without reading.</summary>
    public int Available => _end - _start;

    /// <summary>Offset in the stream of the next octet.</summary>
    public long Offset => _offsetOfFirst + _start;

    /// <summary>Octets taken from the stream.</summary>
    public long OctetsRead => _offsetOfFirst + _end;

    /// <summary>The array behind the window; valid until the next <see cref="Require"/> or <see cref="TrySkip"/>.</summary>
    public byte[] Array => _octets;

    /// <summary>Index in <see cref="Array"/> of the next octet.</summary>
    public int Position => _start;

    /// <summary>Makes the next <paramref name="count"/> octets available; false when the input ends before. Octets shown earlier become invalid.</summary>
    public bool Require(int count) => _end - _start >= count || Fill(count);

    /// <summary>The next <paramref name="count"/> octets, which must have been required.</summary>
    public ReadOnlySpan<byte> Peek(int count) => new(_octets, _start, count);

    /// <summary>Moves past octets that are available. They stay readable until the next <see cref="Require"/>.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Moves past any number of octets without keeping them; false when the input ends before.</summary>
    public bool TrySkip(long count)
    {
        while (count > Available)
        {
            count -= Available;
            _start = _end;
            if (!Fill(1))
            {
                return false;
            }
        }
        _start += (int)count;
        return true;
    }

    /// <summary>Closes the stream and gives the memory back.</summary>
    public void Dispose()
    {
        _ended = true;
        _start = _end = 0;
        if (_octets.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_octets);
            _octets = [];
        }
        stream.Dispose();
    }

    bool Fill(int count)
    {
        if (_ended)
        {
            return false;
        }
        MoveToFront();
        while (_end < count)
        {
            if (_end == _octets.Length)
            {
                // Doubling, not straight to what is claimed: a damaged length costs at most twice what the input really holds.
                Resize(Math.Max(initialLength, (int)Math.Min(count, 2L * _octets.Length)));
            }
            int read = ReadOnce();
            if (read == 0)
            {
                _ended = true;
                return false;
            }
            _end += read;
        }
        return true;
    }

    void MoveToFront()
    {
        if (_start == 0)
        {
            return;
        }
        _octets.AsSpan(_start, _end - _start).CopyTo(_octets);
        _offsetOfFirst += _start;
        _end -= _start;
        _start = 0;
    }

    void Resize(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(length);
        _octets.AsSpan(0, _end).CopyTo(larger);
        if (_octets.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_octets);
        }
        _octets = larger;
    }

    int ReadOnce()
    {
        try
        {
            return stream.Read(_octets, _end, _octets.Length - _end);
        }
        catch (EndOfStreamException e)
        {
            // A decompressor whose own input stopped in the middle.
            Failure = new(InputProblemKind.Truncated, OctetsRead, PlainText.Of(e.Message));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Failure = new(InputProblemKind.Unreadable, OctetsRead, PlainText.Of(e.Message));
        }
        return 0;
    }
}
