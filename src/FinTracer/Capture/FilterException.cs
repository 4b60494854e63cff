using System;

namespace FinTracer.Sources;

/// <summary>A filter expression cannot be used. The message is one line for the user and quotes what libpcap said.</summary>
sealed class FilterException(string message) : Exception(message);
