using System;
using FinTracer.Capture;
using FinTracer.Decoding;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>A fallback that always gives the same answer.</summary>
internal sealed class FixedForeignDecoder(int fixedOffset, ushort fixedEtherType) : IForeignLinkDecoder
{
    public bool TryFindPacket(LinkType linkType, ReadOnlySpan<byte> data, out int offset, out ushort etherType)
    {
        (offset, etherType) = (fixedOffset, fixedEtherType);
        return true;
    }
}
