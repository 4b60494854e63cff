namespace FinTracer.Verdicts;

/// <summary>What one side sent.</summary>
/// <param name="Segments">Segments, each counted once however often it was captured.</param>
/// <param name="PayloadBytes">Octets of data sent, retransmissions included.</param>
/// <param name="RetransmittedSegments">Segments whose sequence space had been captured before.</param>
/// <param name="DuplicateFrames">Further copies of a segment that was captured more than once (both legs of a bridge, several interfaces).</param>
/// <param name="MissingBytes">Octets that the peer acknowledged and the capture lacks.</param>
public readonly record struct SenderCounts(long Segments, long PayloadBytes, long RetransmittedSegments, long DuplicateFrames, long MissingBytes);
