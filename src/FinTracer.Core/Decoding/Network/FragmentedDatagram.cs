using System;
using System.Numerics;

namespace FinTracer.Decoding.Network;

/// <summary>
/// One datagram under reassembly: which of its octets have come, and the first <see cref="HeadLength"/> of them.
/// Nothing behind the headers matters to FinTracer, so about 1.5 KiB is all that a datagram of 64 KiB takes.
/// Where fragments overlap, the octets that came first stay.
/// </summary>
internal sealed class FragmentedDatagram
{
    /// <summary>Octets kept from the start of the datagram: 64 units, room for several tunnels' headers and the longest TCP header.</summary>
    public const int HeadLength = HeadUnits * UnitLength;

    const int UnitLength = 8;
    const int HeadUnits = 64;
    const int MaxUnits = 8192;
    const int MaxLength = 65_535;
    const int Unknown = -1;

    readonly ulong[] _covered = new ulong[MaxUnits / 64];
    readonly byte[] _head = new byte[HeadLength];
    ulong _held;          // units of _head that are filled
    int _partialUnit;     // the one unit of _head that is filled in part: at the datagram's end, or where the capture cut
    int _partialLength;
    int _coveredUnits;
    int _endUnit;
    IpFacts _firstFacts;

    /// <summary>Neighbours in the assembler's list, oldest first.</summary>
    public FragmentedDatagram? Previous { get; set; }

    public FragmentedDatagram? Next { get; set; }

    public FragmentKey Key { get; private set; }

    /// <summary>Capture time of the fragment that came first.</summary>
    public long StartNs { get; private set; }

    /// <summary>Octets of the datagram's payload; negative until the last fragment has come.</summary>
    public int Length { get; private set; }

    /// <summary>Protocol that the first fragment announces.</summary>
    public byte Protocol { get; private set; }

    /// <summary>True when a fragment was cut by the capture.</summary>
    public bool Cut { get; private set; }

    public bool IsComplete => Length >= 0 && _coveredUnits == UnitsFor(Length);

    public void Start(in FragmentKey key, long startNs)
    {
        Array.Clear(_covered);
        _held = 0;
        _partialUnit = Unknown;
        _partialLength = 0;
        _coveredUnits = 0;
        _endUnit = 0;
        _firstFacts = default;
        Key = key;
        StartNs = startNs;
        Length = Unknown;
        Protocol = 0;
        Cut = false;
    }

    /// <summary>Takes one fragment in; false when it contradicts itself or those before it (the datagram is then lost).</summary>
    public bool TryAdd(in LayerCursor fragment, in FragmentPlace place)
    {
        int end = (place.Unit * UnitLength) + fragment.WireLength;
        if (end > MaxLength || !FitsEnd(end, place.MoreFragments))
        {
            return false;
        }
        int endUnit = UnitsFor(end);
        if (place.Unit == 0)
        {
            _firstFacts = fragment.Ip;
            Protocol = place.Protocol;
        }
        Cut |= fragment.Rest.Length < fragment.WireLength;
        KeepHead(fragment.Rest, place.Unit);
        Cover(place.Unit, endUnit);
        _endUnit = Math.Max(_endUnit, endUnit);
        return true;
    }

    /// <summary>Copies the head, as far as it is known without a hole, and gives its length and the first fragment's IP facts.</summary>
    public int CopyHead(Span<byte> destination, out IpFacts firstFacts)
    {
        firstFacts = _firstFacts;
        int units = BitOperations.TrailingZeroCount(~_held); // 64 when all are filled
        int length = units * UnitLength;
        if (_partialUnit == units)
        {
            length += _partialLength;
        }
        length = Math.Min(length, Length);
        _head.AsSpan(0, length).CopyTo(destination);
        return length;
    }

    /// <summary>All but the last fragment are multiples of 8 octets, and the last one's end is the datagram's (RFC 791 §3.2, RFC 8200 §4.5).</summary>
    bool FitsEnd(int end, bool moreFragments)
    {
        if (moreFragments)
        {
            return end % UnitLength == 0 && (Length < 0 || end <= Length);
        }
        if ((Length >= 0 && Length != end) || _endUnit > UnitsFor(end))
        {
            return false;
        }
        Length = end;
        return true;
    }

    void KeepHead(ReadOnlySpan<byte> octets, int unit)
    {
        for (; !octets.IsEmpty && unit < HeadUnits; unit++)
        {
            int length = Math.Min(UnitLength, octets.Length);
            if ((_held & (1UL << unit)) == 0)
            {
                octets[..length].CopyTo(_head.AsSpan(unit * UnitLength));
                if (length == UnitLength)
                {
                    _held |= 1UL << unit;
                }
                else if (_partialUnit < 0 || unit < _partialUnit)
                {
                    _partialUnit = unit;
                    _partialLength = length;
                }
            }
            octets = octets[length..];
        }
    }

    void Cover(int unit, int endUnit)
    {
        for (; unit < endUnit; unit++)
        {
            ref ulong word = ref _covered[unit / 64];
            ulong bit = 1UL << (unit % 64);
            _coveredUnits += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }
    }

    static int UnitsFor(int octets) => (octets + UnitLength - 1) / UnitLength;
}
