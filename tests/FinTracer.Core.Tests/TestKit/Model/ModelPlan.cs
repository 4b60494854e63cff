using System.Collections.Generic;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>Everything that decides a play; the same plan is the same play.</summary>
/// <param name="Seed">Of the chances on the path.</param>
/// <param name="Initiator">What the endpoint that opens does.</param>
/// <param name="Responder">What the other does.</param>
/// <param name="Path">What happens on the way.</param>
/// <param name="TailSeconds">How long the capture goes on when all is quiet.</param>
/// <param name="Timestamps">Both use the Timestamps option.</param>
public sealed record ModelPlan(int Seed, ModelApplication Initiator, ModelApplication Responder, ModelPath Path, int TailSeconds, bool Timestamps);

/// <summary>An application: what it writes, and when it closes.</summary>
/// <param name="Isn">Initial sequence number.</param>
/// <param name="Writes">Milliseconds to wait before each write, and its octets.</param>
/// <param name="CloseAfterMs">Closes so long after its last write; null: only when the peer has closed.</param>
/// <param name="CloseAfterPeerMs">Closes so long after the peer's FIN; null: never.</param>
/// <param name="DelaysAcks">Acknowledges after 40 ms rather than at once.</param>
/// <param name="CountsIpIds">Its stack numbers datagrams; else all have 0.</param>
public sealed record ModelApplication(
    uint Isn, IReadOnlyList<(int WaitMs, int Octets)> Writes, int? CloseAfterMs, int? CloseAfterPeerMs, bool DelaysAcks, bool CountsIpIds);

/// <summary>The path and the tap on it. Chances are in thousandths, of each segment.</summary>
/// <param name="ToTapMs">Delay from the initiator to the tap.</param>
/// <param name="FromTapMs">Delay from the tap to the responder.</param>
/// <param name="LostBehindTap">Lost on its way from the tap to its receiver.</param>
/// <param name="LostBeforeTap">Lost on its way to the tap.</param>
/// <param name="Delayed">Kept back for up to half a second, so that others overtake it.</param>
/// <param name="Doubled">Delivered twice, the second time by another way.</param>
/// <param name="NotCaptured">Passes the tap unseen.</param>
public sealed record ModelPath(int ToTapMs, int FromTapMs, int LostBehindTap, int LostBeforeTap, int Delayed, int Doubled, int NotCaptured);
