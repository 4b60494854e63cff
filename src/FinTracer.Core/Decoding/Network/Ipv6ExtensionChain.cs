using System.Buffers.Binary;

namespace FinTracer.Decoding.Network;

/// <summary>The chain of IPv6 extension headers (RFC 8200 §4) up to the protocol they lead to.</summary>
internal static class Ipv6ExtensionChain
{
    const int FragmentHeaderLength = 8;
    const int AddressLength = 16;
    const int FirstAddressOffset = 8;
    const byte Icmpv6 = 58;
    const byte JumboOption = 0xC2; // RFC 2675 §2
    const byte PadOneOption = 0;

    /// <summary>Walks the chain that starts with <paramref name="next"/> at the cursor. Every header moves the cursor on by 8 octets or more.</summary>
    public static Layer Read(ref LayerCursor cursor, byte next, FragmentAssembler fragments)
    {
        while (true)
        {
            Layer end;
            switch (next)
            {
                case IpProtocols.HopByHopOptions or IpProtocols.DestinationOptions or IpProtocols.Routing
                    or IpProtocols.Mobility or IpProtocols.HostIdentity or IpProtocols.Shim6:
                    if (!TrySkipHeader(ref cursor, ref next, out end))
                    {
                        return end;
                    }
                    break;
                case IpProtocols.Fragment:
                    if (!TryPassFragment(ref cursor, ref next, fragments, out end))
                    {
                        return end;
                    }
                    break;
                case IpProtocols.AuthenticationHeader:
                    if (!TrySkipAuthentication(ref cursor, ref next, out end))
                    {
                        return end;
                    }
                    break;
                default:
                    return IpProtocols.Enter(ref cursor, next);
            }
        }
    }

    /// <summary>The authentication header behind IPv4 (RFC 4302).</summary>
    public static Layer ReadAuthentication(ref LayerCursor cursor)
    {
        byte next = 0;
        return TrySkipAuthentication(ref cursor, ref next, out Layer end) ? IpProtocols.Enter(ref cursor, next) : end;
    }

    static bool TrySkipHeader(ref LayerCursor cursor, ref byte next, out Layer end)
    {
        end = cursor.TooShortFor(2);
        if (cursor.Rest.Length < 2)
        {
            return false;
        }
        int length = (cursor.Rest[1] + 1) * 8; // in units of 8 octets, not counting the first
        if (cursor.Rest.Length < length)
        {
            end = cursor.TooShortFor(length);
            return false;
        }
        if (next == IpProtocols.HopByHopOptions && cursor.Ip.Offloaded && !TryTakeJumboLength(ref cursor, length))
        {
            end = Layer.Malformed;
            return false;
        }
        if (next == IpProtocols.Routing)
        {
            TakeFinalDestination(ref cursor, length);
        }
        next = cursor.Rest[0];
        cursor.Advance(length);
        return true;
    }

    /// <summary>A payload above 65,535 octets stands in an option, counted from the end of the IPv6 header (RFC 2675); Linux's BIG TCP uses it.</summary>
    static bool TryTakeJumboLength(ref LayerCursor cursor, int headerLength)
    {
        var options = cursor.Rest[2..headerLength];
        while (options is [var kind, ..])
        {
            if (kind == PadOneOption)
            {
                options = options[1..];
                continue;
            }
            if (options.Length < 2 || options[1] > options.Length - 2)
            {
                return false;
            }
            if (kind == JumboOption && options[1] == 4)
            {
                uint length = BinaryPrimitives.ReadUInt32BigEndian(options[2..]);
                if (length > int.MaxValue || length < headerLength)
                {
                    return false;
                }
                cursor.SetLength((int)length);
                return true;
            }
            options = options[(2 + options[1])..];
        }
        return true;
    }

    /// <summary>While segments are left, the address that counts for the connection is not yet in the IPv6 header (RFC 8200 §8.1).</summary>
    static void TakeFinalDestination(ref LayerCursor cursor, int headerLength)
    {
        byte type = cursor.Rest[2];
        byte segmentsLeft = cursor.Rest[3];
        int addresses = (headerLength - FirstAddressOffset) / AddressLength;
        if (segmentsLeft == 0 || addresses == 0)
        {
            return;
        }
        int? index = type switch
        {
            0 => addresses - 1, // source route (RFC 5095 retired it)
            2 => 0,             // Mobile IPv6 (RFC 6275 §6.4)
            4 => 0,             // segment routing lists the way backwards (RFC 8754 §2)
            _ => null,
        };
        if (index is { } place)
        {
            cursor.Ip.Destination = BinaryPrimitives.ReadUInt128BigEndian(cursor.Rest[(FirstAddressOffset + (place * AddressLength))..]);
        }
    }

    static bool TryPassFragment(ref LayerCursor cursor, ref byte next, FragmentAssembler fragments, out Layer end)
    {
        end = cursor.TooShortFor(FragmentHeaderLength);
        if (cursor.Rest.Length < FragmentHeaderLength)
        {
            return false;
        }
        byte announced = cursor.Rest[0];
        ushort field = BinaryPrimitives.ReadUInt16BigEndian(cursor.Rest[2..]);
        uint id = BinaryPrimitives.ReadUInt32BigEndian(cursor.Rest[4..]);
        bool more = (field & 1) != 0;
        int unit = field >> 3;
        cursor.Advance(FragmentHeaderLength);
        if (unit == 0 && !more)
        {
            next = announced; // an atomic fragment is whole (RFC 6946)
            return true;
        }
        if (announced == Icmpv6)
        {
            end = Layer.NotTcp;
            return false;
        }
        return fragments.TryComplete(ref cursor, new FragmentPlace(id, KeyProtocol: 0, unit, more, announced), out next, out end);
    }

    static bool TrySkipAuthentication(ref LayerCursor cursor, ref byte next, out Layer end)
    {
        end = cursor.TooShortFor(2);
        if (cursor.Rest.Length < 2)
        {
            return false;
        }
        int length = (cursor.Rest[1] + 2) * 4; // RFC 4302 §2.2
        end = cursor.TooShortFor(length);
        if (cursor.Rest.Length < length)
        {
            return false;
        }
        next = cursor.Rest[0];
        cursor.Advance(length);
        return true;
    }
}
