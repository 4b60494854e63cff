namespace FinTracer.Sources.Live;

/// <summary>Why a capture cannot begin.</summary>
enum LiveFailure
{
    /// <summary>The system refuses.</summary>
    Permission,

    /// <summary>No interface has that name.</summary>
    NoInterface,

    /// <summary>libpcap is not installed.</summary>
    NoLibrary,

    /// <summary>Anything else, in libpcap's words.</summary>
    Other,
}
