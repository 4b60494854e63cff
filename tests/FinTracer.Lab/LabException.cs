using System;

namespace FinTracer.Lab;

/// <summary>The lab cannot go on: a tool is missing, a system call failed, or a story took too long.</summary>
public sealed class LabException : Exception
{
    public LabException()
    {
    }

    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
