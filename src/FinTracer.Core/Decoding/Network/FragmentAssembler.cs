using System;
using System.Collections.Generic;

namespace FinTracer.Decoding.Network;

/// <summary>
/// Puts fragments together, as far as the headers need it: bounded in datagrams (the oldest is given up) and in capture time.
/// Objects are made for the first fragments and used again; without fragments nothing is allocated.
/// </summary>
internal sealed class FragmentAssembler(int maxDatagrams, long timeoutNs)
{
    readonly Dictionary<FragmentKey, FragmentedDatagram> _open = [];
    readonly Stack<FragmentedDatagram> _free = [];
    readonly byte[] _head = new byte[FragmentedDatagram.HeadLength];
    FragmentedDatagram? _oldest;
    FragmentedDatagram? _newest;

    /// <summary>Datagrams that wait for fragments.</summary>
    public int OpenCount => _open.Count;

    /// <summary>
    /// Adds the fragment at the cursor. When it completes its datagram, the cursor then stands at the head of the whole payload
    /// and <paramref name="protocol"/> is the first fragment's; else <paramref name="incomplete"/> is the frame's outcome.
    /// </summary>
    public bool TryComplete(ref LayerCursor cursor, in FragmentPlace place, out byte protocol, out Layer incomplete)
    {
        var key = new FragmentKey(cursor.Ip.Source, cursor.Ip.Destination, place.Id, cursor.PlaceMark, place.KeyProtocol);
        FragmentedDatagram datagram = FindOrStart(key, cursor.TimestampNs);
        protocol = datagram.Protocol;
        incomplete = Layer.Malformed;
        if (!datagram.TryAdd(cursor, place))
        {
            Release(datagram);
            return false;
        }
        incomplete = Layer.Fragment;
        if (!datagram.IsComplete)
        {
            return false;
        }
        protocol = datagram.Protocol;
        int length = datagram.CopyHead(_head, out cursor.Ip);
        cursor.Rest = _head.AsSpan(0, length);
        cursor.WireLength = datagram.Length;
        cursor.Reassembled = true;
        cursor.FragmentsCut |= datagram.Cut;
        Release(datagram);
        return true;
    }

    FragmentedDatagram FindOrStart(in FragmentKey key, long nowNs)
    {
        if (_open.TryGetValue(key, out FragmentedDatagram? datagram))
        {
            if (nowNs - datagram.StartNs <= timeoutNs)
            {
                return datagram;
            }
            Release(datagram);
        }
        while (_oldest is not null && (_open.Count >= maxDatagrams || nowNs - _oldest.StartNs > timeoutNs))
        {
            Release(_oldest);
        }
        datagram = _free.TryPop(out FragmentedDatagram? used) ? used : new FragmentedDatagram();
        datagram.Start(key, nowNs);
        _open.Add(key, datagram);
        Append(datagram);
        return datagram;
    }

    void Append(FragmentedDatagram datagram)
    {
        datagram.Previous = _newest;
        datagram.Next = null;
        if (_newest is null)
        {
            _oldest = datagram;
        }
        else
        {
            _newest.Next = datagram;
        }
        _newest = datagram;
    }

    void Release(FragmentedDatagram datagram)
    {
        _open.Remove(datagram.Key);
        if (datagram.Previous is null)
        {
            _oldest = datagram.Next;
        }
        else
        {
            datagram.Previous.Next = datagram.Next;
        }
        if (datagram.Next is null)
        {
            _newest = datagram.Previous;
        }
        else
        {
            datagram.Next.Previous = datagram.Previous;
        }
        datagram.Previous = datagram.Next = null;
        _free.Push(datagram);
    }
}
