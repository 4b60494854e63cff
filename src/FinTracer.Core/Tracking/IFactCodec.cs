namespace FinTracer.Tracking;

/// <summary>
/// Passes over the facts of a connection one after the other, to write them down or to read them back: so one list of facts serves both ways.
/// Values that lie near one another (times, frames, sequence numbers of one connection) cost little room.
/// </summary>
interface IFactCodec
{
    /// <summary>Eight yes-or-no facts.</summary>
    void Bits(ref bool a, ref bool b, ref bool c, ref bool d, ref bool e, ref bool f, ref bool g, ref bool h);

    /// <summary>Any octet.</summary>
    void Octet(ref byte value);

    /// <summary>Any 32 bits.</summary>
    void Word(ref uint value);

    /// <summary>A count, mostly small.</summary>
    void Count(ref int value);

    /// <summary>A count, mostly small.</summary>
    void Count(ref long value);

    /// <summary>32 bits that tend to be near <paramref name="near"/>.</summary>
    void Near(ref uint value, uint near);

    /// <summary>64 bits that tend to be near <paramref name="near"/>, or 0.</summary>
    void Near(ref long value, long near);
}

