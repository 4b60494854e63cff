using System;
using System.Collections.Generic;
using CsCheck;
using Xunit;

namespace FinTracer.Core.Tests;

/// <summary>Whatever is kept comes back as it was, whatever else is kept, taken and freed in between.</summary>
public sealed class BlockStoreTests
{
    [Fact]
    public void What_is_kept_comes_back()
        => Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 3]).List[1, 400].Sample(steps =>
        {
            var store = new BlockStore(192);
            var kept = new List<(int Number, byte[] Octets)>();
            byte[] buffer = new byte[2048];
            byte mark = 0;
            foreach ((int length, int what) in steps)
            {
                if (what < 2 || kept.Count == 0)
                {
                    byte[] octets = new byte[length];
                    Array.Fill(octets, ++mark);
                    kept.Add((store.Add(octets), octets));
                    continue;
                }

                int which = length % kept.Count;
                if (what == 2)
                {
                    store.Take(kept[which].Number, buffer);
                    Assert.Equal(kept[which].Octets, buffer[..kept[which].Octets.Length]);
                }
                else
                {
                    store.Free(kept[which].Number);
                }

                kept.RemoveAt(which);
            }

            foreach ((int number, byte[] octets) in kept)
            {
                store.Read(number, buffer); // leaves it there
                Assert.Equal(octets, buffer[..octets.Length]);
                Array.Clear(buffer);
                store.Take(number, buffer);
                Assert.Equal(octets, buffer[..octets.Length]);
            }
        }, iter: 200);

    /// <summary>Those beyond the first few thousand lie in larger arrays.</summary>
    [Fact]
    public void However_many_are_kept_each_has_a_place_of_its_own()
    {
        const int Kept = 60_000;
        const int Length = 12;
        var store = new BlockStore(16);
        int[] numbers = new int[Kept];
        for (int i = 0; i < Kept; i++)
        {
            byte[] octets = new byte[i % 7 == 0 ? 2 * Length : Length]; // some need a second block
            Array.Fill(octets, (byte)(i >> 8));
            octets[0] = (byte)i;
            numbers[i] = store.Add(octets);
        }

        byte[] buffer = new byte[64];
        for (int i = 0; i < Kept; i++)
        {
            store.Read(numbers[i], buffer);
            Assert.Equal(((byte)i, (byte)(i >> 8)), (buffer[0], buffer[i % 7 == 0 ? (2 * Length) - 1 : Length - 1]));
        }
    }
}
