using System;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Threading;
using CsCheck;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Sources;

public sealed class ReadAheadStreamTests
{
    const int BeyondTheFirstOctets = 70_000;

    static byte[] Octets(int length)
    {
        var octets = new byte[length];
        new Random(length).NextBytes(octets);
        return octets;
    }

    [Fact]
    public void Whatever_the_pieces_the_octets_are_the_same() =>
        Gen.Select(Gen.Int[0, 3_000_000], Gen.Int[1, 200_000].Array[1, 5], Gen.Int[1, 300_000].Array[1, 5]).Sample((length, given, asked) =>
        {
            byte[] octets = Octets(length);
            var source = new ChunkedStream(octets, given);
            using var stream = new ReadAheadStream(source);
            var read = new MemoryStream();
            byte[] buffer = new byte[300_000];
            for (int i = 0; stream.Read(buffer, 0, asked[i % asked.Length]) is > 0 and var count; i++)
            {
                read.Write(buffer, 0, count);
            }
            return read.ToArray().AsSpan().SequenceEqual(octets) && stream.Read(buffer) == 0;
        }, iter: 60);

    [Theory]
    [InlineData(10)]
    [InlineData(BeyondTheFirstOctets)]
    [InlineData(2_500_000)]
    public void A_failure_comes_behind_everything_before_it(int length)
    {
        byte[] octets = Octets(length);
        using var stream = new ReadAheadStream(new ChunkedStream(octets, [5000], new InvalidDataException("broken")));
        var read = new MemoryStream();

        Assert.Equal("broken", Assert.Throws<InvalidDataException>(() => stream.CopyTo(read)).Message);
        Assert.Equal(octets, read.ToArray());
        Assert.Throws<InvalidDataException>(() => stream.ReadByte());
    }

    [Fact]
    public void What_a_pipe_has_given_is_not_held_back()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var stream = new ReadAheadStream(new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle));
        byte[] octets = Octets(BeyondTheFirstOctets);
        // In a thread of its own, since a pipe holds less than that.
        var writer = new Thread(() => server.Write(octets));
        writer.Start();
        stream.ReadExactly(new byte[BeyondTheFirstOctets]);
        writer.Join();

        for (byte i = 1; i < 20; i++)
        {
            server.Write([i, i]);
            byte[] got = new byte[2];
            stream.ReadExactly(got); // would wait for ever if the thread wanted more first
            Assert.Equal([i, i], got);
        }
    }

    [Fact]
    public void Disposing_does_not_wait_for_a_silent_source()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        var stream = new ReadAheadStream(new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle));
        var writer = new Thread(() => server.Write(Octets(BeyondTheFirstOctets)));
        writer.Start();
        stream.ReadExactly(new byte[BeyondTheFirstOctets]);
        writer.Join();
        server.Write([1]);
        Assert.Equal(1, stream.ReadByte()); // the thread runs, and now waits

        stream.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000_000)]
    public void The_source_is_closed(int length)
    {
        var source = new ChunkedStream(Octets(length), [60_000]);
        using (var stream = new ReadAheadStream(source))
        {
            stream.ReadAtLeast(new byte[100_000], Math.Min(length, 100_000), throwOnEndOfStream: false);
        }

        // A running thread closes it when it notices.
        Assert.True(SpinWait.SpinUntil(() => source.Closed, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Little_is_read_without_a_thread()
    {
        var source = new ChunkedStream(Octets(1_000_000), [1000]);
        using var stream = new ReadAheadStream(source);

        stream.ReadExactly(new byte[20_000]);

        Assert.Equal(20_000, source.Given); // no more than was asked for
        stream.Dispose();
        Assert.True(source.Closed);
    }
}
