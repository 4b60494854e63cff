using System;
using System.Collections.Generic;

namespace FinTracer.Tests.Truth;

/// <summary>Pairs two short lists in their order: as many pairs as can be, and of those ways the one with the least distance in all.</summary>
static class Alignment
{
    /// <summary>The pairs, by index.</summary>
    /// <param name="left">Length of the first list.</param>
    /// <param name="right">Length of the second.</param>
    /// <param name="distance">Distance of a pair, 0 or more.</param>
    /// <param name="limit">Greatest distance of a pair.</param>
    public static List<(int Left, int Right)> Of(int left, int right, Func<int, int, long> distance, long limit)
    {
        // best[l, r]: of the lists' ends from l and r on. A pair is worth more than any distance can take away.
        long worth = (left + right + 1) * (limit + 1);
        long[,] best = new long[left + 1, right + 1];
        for (int l = left - 1; l >= 0; l--)
        {
            for (int r = right - 1; r >= 0; r--)
            {
                best[l, r] = Math.Max(Math.Max(best[l + 1, r], best[l, r + 1]), Paired(l, r));
            }
        }

        List<(int, int)> pairs = [];
        for (int l = 0, r = 0; l < left && r < right;)
        {
            if (best[l, r] == Paired(l, r))
            {
                pairs.Add((l++, r++));
            }
            else if (best[l, r] == best[l + 1, r])
            {
                l++;
            }
            else
            {
                r++;
            }
        }

        return pairs;

        long Paired(int l, int r) => distance(l, r) is var d && d <= limit ? best[l + 1, r + 1] + worth - d : long.MinValue;
    }
}
