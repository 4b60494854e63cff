namespace FinTracer.Benchmarks.Inputs;

/// <summary>Which part of a Linux stack sends a segment: each leaves its own signs.</summary>
internal enum SentBy
{
    /// <summary>A full socket: options, IP ids that run on.</summary>
    Socket,

    /// <summary>A TIME_WAIT socket: timestamps, IP id 0.</summary>
    TimeWait,

    /// <summary>Nobody: the stack refuses a segment. Sequence number from its acknowledgment, no options, window 0, IP id 0.</summary>
    Nobody,
}
