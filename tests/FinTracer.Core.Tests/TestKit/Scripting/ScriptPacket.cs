using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Scripting;

/// <summary>One packet of a script.</summary>
/// <param name="Line">Line of the script.</param>
/// <param name="FromInitiator">True for <c>&gt;</c>.</param>
/// <param name="Captured">False when it was on the wire but not in the capture (<c>x</c>).</param>
/// <param name="Segment">The segment; its frame is absent when it was not captured.</param>
public readonly record struct ScriptPacket(int Line, bool FromInitiator, bool Captured, Segment Segment);
