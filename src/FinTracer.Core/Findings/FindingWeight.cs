namespace FinTracer.Findings;

/// <summary>
/// How much a finding matters: connections that fail stand before hosts that run full, those before what is worth to know; what concerns few
/// of the connections among which it was counted weighs less.
/// </summary>
internal static class FindingWeight
{
    public static int Of(FindingCode code, long connections, long ofConnections)
    {
        int rare = connections * 100 < ofConnections ? 15 : connections * 10 < ofConnections ? 8 : 0;
        return System.Math.Max(1, Base(code) - rare);
    }

    static int Base(FindingCode code) => code switch
    {
        FindingCode.PortExhausted => 100,
        FindingCode.PortExhaustionNear => 90,
        FindingCode.KeepaliveRace => 85,
        FindingCode.CloseWaitLeak => 80,
        FindingCode.MiddleboxResets => 78,
        FindingCode.UnreadDataAborts => 75,
        FindingCode.HalfOpenPeers => 74,
        FindingCode.Refused => 70,
        FindingCode.SynUnanswered => 68,
        FindingCode.ListenerClosed => 66,
        FindingCode.AcceptQueueFull => 66,
        FindingCode.DataAfterClose => 65,
        FindingCode.KeepaliveTimeouts => 64,
        FindingCode.FinWait2PileUp => 60,
        FindingCode.CaptureLossy => 58,
        FindingCode.CaptureOneSided => 57,
        FindingCode.ServerClosesFirst => 55,
        FindingCode.TimeWaitPileUp => 54,
        FindingCode.SynInTimeWait => 52,
        FindingCode.LingerZeroAborts => 50,
        FindingCode.Aborts => 48,
        FindingCode.TimeWaitNotKept => 40,
        FindingCode.TimeWaitAssassination => 35,
        FindingCode.TimeWaitReuse => 30,
        FindingCode.LateSegments => 25,
    };
}
