using System.IO;

namespace FinTracer.Reporting;

/// <summary>A path that root must not write through. The message says why, without the path.</summary>
sealed class UnsafePathException(string message) : IOException(message);
