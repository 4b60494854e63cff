using System.Collections.Generic;

namespace FinTracer.Lab.Kernel;

/// <summary>One line of the kernel's trace.</summary>
/// <param name="TimeNs">When, in nanoseconds since the epoch, by the clock that captures use (the trace has microseconds).</param>
/// <param name="Processor">On which processor: what belongs to one step of the kernel is on one processor.</param>
/// <param name="Name">The event's name, e.g. inet_sock_set_state.</param>
/// <param name="Fields">Its fields by name.</param>
internal sealed record TraceEvent(long TimeNs, int Processor, string Name, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.TryGetValue(field, out string? value) ? value : string.Empty;
}
