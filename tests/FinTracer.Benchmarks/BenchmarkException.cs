using System;

namespace FinTracer.Benchmarks;

/// <summary>Something is missing or wrong that the user can mend; the message says what.</summary>
public sealed class BenchmarkException : Exception
{
    public BenchmarkException()
    {
    }

    public BenchmarkException(string message)
        : base(message)
    {
    }

    public BenchmarkException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
