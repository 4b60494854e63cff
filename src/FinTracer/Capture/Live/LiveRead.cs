namespace FinTracer.Sources.Live;

/// <summary>What an attempt to read from interfaces gave.</summary>
enum LiveRead
{
    /// <summary>A frame.</summary>
    Frame,

    /// <summary>None, for as long as was waited.</summary>
    Silence,

    /// <summary>None any more: every interface has failed.</summary>
    Ended,
}
