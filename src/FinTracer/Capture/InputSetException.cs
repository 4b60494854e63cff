using System;

namespace FinTracer.Sources;

/// <summary>The inputs on the command line cannot be meant as they are written. The message is one line for the user; it may hold file names.</summary>
sealed class InputSetException(string message) : Exception(message);
