namespace FinTracer.Selection;

/// <summary>What a field of the report holds, which decides how a value to compare it with is read.</summary>
enum FieldType
{
    /// <summary>A number: <c>12</c>, <c>-3</c>.</summary>
    Number,

    /// <summary>Seconds, or a number with a unit: <c>0.2</c>, <c>200ms</c>, <c>5m</c>.</summary>
    Duration,

    /// <summary>RFC 3339, or seconds since the epoch.</summary>
    Time,

    /// <summary>An IPv4 or IPv6 address, or a network in CIDR notation.</summary>
    Address,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,

    /// <summary>One of a few words of the report's contract.</summary>
    Word,

    /// <summary>Any text.</summary>
    Text,
}
