namespace FinTracer.Benchmarks.Inputs;

/// <summary>The life of a connection, segment by segment, and what is to be said of its end.</summary>
internal sealed record Script
{
    /// <summary>The steps, the first time through.</summary>
    public required Step[] Opening { get; init; }

    /// <summary>Steps that are played <see cref="Rounds"/> times.</summary>
    public Step[] Body { get; init; } = [];

    /// <summary>How often the body is played.</summary>
    public int Rounds { get; init; }

    /// <summary>The steps after that.</summary>
    public Step[] Closing { get; init; } = [];

    /// <summary>Steps that follow after <see cref="Traffic.LateNs"/>.</summary>
    public Step[] Late { get; init; } = [];

    /// <summary>Its end.</summary>
    public required Ending Ending { get; init; }

    /// <summary>Frames of a connection.</summary>
    public long Frames => Opening.Length + ((long)Body.Length * Rounds) + Closing.Length + Late.Length;
}
