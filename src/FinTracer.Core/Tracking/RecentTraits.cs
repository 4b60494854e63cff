using System;

namespace FinTracer.Tracking;

/// <summary>Yes-or-no facts of a <see cref="RecentSegment"/>.</summary>
[Flags]
enum RecentTraits : byte
{
    None = 0,

    /// <summary>Sent by the endpoint that sent the connection's first captured segment.</summary>
    FromFirst = 1,

    /// <summary>A RST has been matched to it.</summary>
    Answered = 2,

    /// <summary>Carries nothing that its receiver had not acknowledged before it was captured.</summary>
    OldNews = 4,

    /// <summary>Has the Timestamps option.</summary>
    HasTimestamps = 8,

    /// <summary>An ACK that its sender gave to a segment it had no other use for: in TIME-WAIT, or a challenge ACK (RFC 5961).</summary>
    AnswersOddSegment = 16,

    /// <summary>Came after the connection was over.</summary>
    AfterClose = 32,
}
