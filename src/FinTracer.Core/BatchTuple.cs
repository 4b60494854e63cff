using FinTracer.Segments;

namespace FinTracer;

/// <summary>A four-tuple that occurs in a batch: the ends in the order of its first segment there, and the hash under which the flow table has it.</summary>
readonly record struct BatchTuple(Endpoint First, Endpoint Second, ulong Hash);
