using System;

namespace FinTracer.Sources.Live;

/// <summary>A capture cannot begin: one line that says why.</summary>
sealed class LiveCaptureException(LiveFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of it.</summary>
    public LiveFailure Failure { get; } = failure;
}
