using System;

namespace FinTracer.Commands;

/// <summary>Whoever read the output has gone, as <c>head</c> does when it has enough. Not an error: there is only nothing left to do.</summary>
sealed class OutputClosedException(Exception inner) : Exception("The output was closed.", inner);
