namespace FinTracer.Sources.Live;

/// <summary>Where captured frames are written.</summary>
/// <param name="Path">The file; with rotation <c>_00001</c> and so on stand before its extension.</param>
/// <param name="RotateOctets">A new file begins when one has so many octets; null: never.</param>
/// <param name="RotateSeconds">A new file begins after so many seconds of capture; null: never.</param>
sealed record CaptureFileOptions(string Path, long? RotateOctets, long? RotateSeconds)
{
    /// <summary>There may be several files.</summary>
    public bool Rotates => RotateOctets is not null || RotateSeconds is not null;
}
