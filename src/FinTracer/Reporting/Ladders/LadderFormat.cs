namespace FinTracer.Reporting.Ladders;

/// <summary>The forms a ladder can take.</summary>
enum LadderFormat
{
    /// <summary>For people, on a terminal or piped.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A drawing.</summary>
    Svg,

    /// <summary>A page with drawing and words.</summary>
    Html,
}
