using System.Collections.Generic;
using System.Linq;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>The close in the words of a report: once from what the endpoints know themselves, once from a report.</summary>
public sealed record ModelTruth(CloseKind Kind, ActiveCloser Closer, string Holders, string States)
{
    /// <summary>Without the end of TIME-WAIT, which hangs on what was lost last.</summary>
    public ModelTruth WithoutTimers() => this with { States = States.Replace("TIME-WAIT", "CLOSED", System.StringComparison.Ordinal) };

    public static ModelTruth Of(ModelPlay play)
    {
        (ModelEndpoint initiator, ModelEndpoint responder) = (play.Initiator, play.Responder);
        bool complete = initiator.FinAcknowledged && responder.FinAcknowledged;
        ActiveCloser closer = (initiator is { SentFin: true, ClosedFirst: true }, responder is { SentFin: true, ClosedFirst: true }) switch
        {
            (true, true) => ActiveCloser.Both,
            (true, false) => ActiveCloser.Initiator,
            (false, true) => ActiveCloser.Responder,
            (false, false) => ActiveCloser.None,
        };
        CloseKind kind = closer switch
        {
            ActiveCloser.None => CloseKind.Open,
            _ when !initiator.SentFin || !responder.SentFin => CloseKind.HalfClosed,
            _ when !complete => CloseKind.AbortedAfterFin,
            ActiveCloser.Both => CloseKind.Simultaneous,
            _ => CloseKind.Graceful,
        };
        return new(kind, closer, Join(initiator.HeldTimeWait, responder.HeldTimeWait), $"{Name(initiator.State)} {Name(responder.State)}");
    }

    public static ModelTruth Of(ConnectionReport report)
    {
        List<Role> holders = [.. report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept).Select(t => t.Holder)];
        return new(
            report.Close.Kind, report.Close.ActiveCloser, Join(holders.Contains(Role.Initiator), holders.Contains(Role.Responder)),
            $"{Name(report.InitiatorState)} {Name(report.ResponderState)}");
    }

    static string Join(bool initiator, bool responder) => (initiator ? "initiator " : "") + (responder ? "responder" : "");

    static string Name(TcpState state) => state switch
    {
        TcpState.Unknown => "UNKNOWN",
        TcpState.Listen => "LISTEN",
        TcpState.SynSent => "SYN-SENT",
        TcpState.SynReceived => "SYN-RECEIVED",
        TcpState.Established => "ESTABLISHED",
        TcpState.FinWait1 => "FIN-WAIT-1",
        TcpState.FinWait2 => "FIN-WAIT-2",
        TcpState.CloseWait => "CLOSE-WAIT",
        TcpState.Closing => "CLOSING",
        TcpState.LastAck => "LAST-ACK",
        TcpState.TimeWait => "TIME-WAIT",
        TcpState.Closed => "CLOSED",
    };

    static string Name(ModelState state) => state switch
    {
        ModelState.Closed => "CLOSED",
        ModelState.Listen => "LISTEN",
        ModelState.SynSent => "SYN-SENT",
        ModelState.SynReceived => "SYN-RECEIVED",
        ModelState.Established => "ESTABLISHED",
        ModelState.FinWait1 => "FIN-WAIT-1",
        ModelState.FinWait2 => "FIN-WAIT-2",
        ModelState.CloseWait => "CLOSE-WAIT",
        ModelState.Closing => "CLOSING",
        ModelState.LastAck => "LAST-ACK",
        ModelState.TimeWait => "TIME-WAIT",
    };
}
