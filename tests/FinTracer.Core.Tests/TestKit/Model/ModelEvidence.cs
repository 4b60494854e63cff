using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>
/// Whether what was captured shows at all what happened. A capture that lacks every trace of a FIN, or of what its sender knew as it sent it, is the whole capture of
/// another play, and nobody could tell.
/// </summary>
public static class ModelEvidence
{
    public static bool IsShown(ModelPlay play)
    {
        ArgumentNullException.ThrowIfNull(play);
        List<ModelSegment> captured = [.. play.Passed.Where(p => p.IsCaptured).Select(p => p.Segment)];
        return captured.Any(s => s.HasAck && !s.Syn && !s.Rst)
            && IsShown(play, captured, play.Initiator, play.Responder, isInitiator: true) && IsShown(play, captured, play.Responder, play.Initiator, isInitiator: false);
    }

    static bool IsShown(ModelPlay play, List<ModelSegment> captured, ModelEndpoint endpoint, ModelEndpoint peer, bool isInitiator)
    {
        if (!endpoint.SentFin)
        {
            return true;
        }

        List<ModelSegment> own = [.. captured.Where(s => s.FromInitiator == isInitiator && !s.Rst)];
        List<ModelSegment> behind = [.. own.Where(s => Ahead(s.Seq, endpoint.FinSeq) > 0)];
        bool finShown = behind.Count > 0 || own.Any(s => s.Fin)
            || captured.Any(s => s.FromInitiator != isInitiator && s.HasAck && !s.Rst && Ahead(s.Ack, endpoint.FinSeq) > 0);
        return finShown && (play.FirstFinCaptured(isInitiator) || IsKnowledgeShown(own, behind, endpoint, peer));
    }

    /// <summary>
    /// A FIN, or what came behind it, that does not acknowledge the peer's was sent without knowing of it; what came before it and acknowledges the peer's FIN shows
    /// that it knew.
    /// </summary>
    static bool IsKnowledgeShown(List<ModelSegment> own, List<ModelSegment> behind, ModelEndpoint endpoint, ModelEndpoint peer) =>
        !peer.SentFin
        || own.Where(s => s.Fin).Concat(behind).Any(s => Ahead(s.Ack, peer.FinSeq) <= 0)
        || own.Any(s => !s.Fin && s.Space == 0 && s.Seq == endpoint.FinSeq && Ahead(s.Ack, peer.FinSeq) > 0);

    static int Ahead(uint number, uint of) => unchecked((int)(number - of));
}
