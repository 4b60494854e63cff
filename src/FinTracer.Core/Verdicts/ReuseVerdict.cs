using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>How this life took the four-tuple over: who came back, how soon, and with which numbers (RFC 6191; RFC 9293 §3.10.7.4).</summary>
static class ReuseVerdict
{
    public static ReuseReport? Of(ConnectionTrack track)
    {
        ref Predecessor old = ref track.Predecessor;
        if (!old.Exists)
        {
            return null;
        }

        bool openerIsFirst = track.InitiatorIsFirst;
        EndpointTrack opener = openerIsFirst ? track.First : track.Second;
        EndpointTrack answerer = openerIsFirst ? track.Second : track.First;
        PredecessorEndpoint openerBefore = openerIsFirst ? old.First : old.Second;
        PredecessorEndpoint answererBefore = openerIsFirst ? old.Second : old.First;
        return new ReuseReport
        {
            PreviousFirstFrame = old.FirstFrame,
            PreviousLastFrame = old.LastFrame,
            By = Role.Initiator,
            TimeWaitHolder = answererBefore.HeldTimeWait ? Role.Responder : openerBefore.HeldTimeWait ? Role.Initiator : null,
            AfterNs = (opener.SynFrame.IsSome ? opener.SynTimeNs : track.FirstTimeNs) - old.EndTimeNs,
            IsnMinusOldNext = Distance(opener, openerBefore),
            SynAckIsnMinusOldNext = Distance(answerer, answererBefore),
            TsValDelta = opener.HasIsn && opener.UsesTimestamps && openerBefore.HasTimestamps
                ? unchecked((int)(opener.SynTsVal - openerBefore.LastTsVal))
                : null,
        };
    }

    static int? Distance(EndpointTrack now, in PredecessorEndpoint before)
        => now.HasIsn && before.HasNext ? now.Isn - before.Next : null;
}
