using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>A short list is what an ordinary list is, of whatever length.</summary>
public sealed class ShortListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void It_holds_what_it_was_made_of_whichever_way_it_was_made(int length)
    {
        int[] elements = [.. Enumerable.Range(1, length)];
        ShortList<int> appended = [], prepended = [], created = [.. elements];
        foreach (int element in elements) { appended = appended.Append(element); }
        foreach (int element in elements.Reverse()) { prepended = prepended.Prepend(element); }

        foreach (ShortList<int> list in (ShortList<int>[])[appended, prepended, created])
        {
            Assert.Equal(length, list.Count);
            Assert.Equal(elements, (IEnumerable<int>)list);
            Assert.Equal(elements, Enumerable.Range(0, length).Select(index => list[index]));
            Assert.True(list == created && list.GetHashCode() == created.GetHashCode());
            Assert.Throws<ArgumentOutOfRangeException>(() => list[length]);
            Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        }
    }

    [Fact]
    public void A_list_that_is_added_to_stays_as_it_was()
    {
        ShortList<int> two = [1, 2];
        ShortList<int> three = two.Append(3), other = two.Prepend(0);

        Assert.Equal([1, 2], (IEnumerable<int>)two);
        Assert.Equal([1, 2, 3], (IEnumerable<int>)three);
        Assert.Equal([0, 1, 2], (IEnumerable<int>)other);
        Assert.True(two != three && three != other && two.Append(3) == three);
        Assert.False(two.Equals((object)"1, 2"));
        Assert.NotEqual<ShortList<int>>([1, 2], [2, 1]);
        Assert.NotEqual<ShortList<int>>([0], []);
    }
}
