namespace FinTracer.Tracking;

/// <summary>How a connection took a segment in.</summary>
enum ObservedAs
{
    /// <summary>As a segment of its own.</summary>
    Segment,

    /// <summary>As another copy of one taken in before.</summary>
    Duplicate,

    /// <summary>As a stray of the four-tuple's earlier life.</summary>
    Stray,
}
