namespace FinTracer.Live;

/// <summary>Kinds of ends of a live capture.</summary>
enum LiveEndKind
{
    /// <summary>A signal, or a key in the view.</summary>
    Stopped,

    /// <summary>The time, the number of frames or the silence that was asked for.</summary>
    AsAsked,

    /// <summary>No interface is left.</summary>
    InterfacesFailed,

    /// <summary>The captured frames cannot be written any more.</summary>
    WriteFailed,
}
