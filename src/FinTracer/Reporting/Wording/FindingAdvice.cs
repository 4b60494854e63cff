using FinTracer.Findings;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Wording;

/// <summary>What a finding means for whoever runs the hosts, and what can be done. No switch has a default arm.</summary>
static class FindingAdvice
{
    /// <summary>One line for a list of all findings.</summary>
    public static string Title(FindingCode code) => code switch
    {
        FindingCode.PortExhausted => "a client has no local port left towards a service",
        FindingCode.PortExhaustionNear => "a client's local ports towards a service run short",
        FindingCode.KeepaliveRace => "requests met a server that was closing the idle connection",
        FindingCode.CloseWaitLeak => "an endpoint never closes after its peer has (CLOSE_WAIT)",
        FindingCode.FinWait2PileUp => "an endpoint waits for FINs that do not come (FIN_WAIT_2)",
        FindingCode.ServerClosesFirst => "the server closes first and holds the TIME_WAITs",
        FindingCode.TimeWaitPileUp => "a client closes first and holds many TIME_WAITs",
        FindingCode.UnreadDataAborts => "a side aborts with data unread; what it sent may be lost",
        FindingCode.LingerZeroAborts => "connections end by RST although all was answered (SO_LINGER 0)",
        FindingCode.Aborts => "connections end by RST, and packets do not show why",
        FindingCode.DataAfterClose => "data arrives after the receiver has closed",
        FindingCode.HalfOpenPeers => "an endpoint has forgotten connections (restart, idle timeout on the path)",
        FindingCode.KeepaliveTimeouts => "keep-alive probes went unanswered",
        FindingCode.MiddleboxResets => "RSTs that do not come from the endpoint they name",
        FindingCode.Refused => "connections refused",
        FindingCode.SynUnanswered => "SYNs that nothing answers",
        FindingCode.ListenerClosed => "connections aborted before a process took them",
        FindingCode.AcceptQueueFull => "connections reset as their handshake completes (accept queue full)",
        FindingCode.SynInTimeWait => "a SYN met TIME_WAIT and had to come again",
        FindingCode.TimeWaitReuse => "four-tuples used again while still in TIME_WAIT",
        FindingCode.TimeWaitAssassination => "TIME_WAITs ended by a RST (RFC 1337)",
        FindingCode.TimeWaitNotKept => "TIME_WAITs that should exist and do not",
        FindingCode.LateSegments => "segments after the close",
        FindingCode.CaptureLossy => "the capture lacks data",
        FindingCode.CaptureOneSided => "the capture has one direction only",
    };

    /// <summary>What it means.</summary>
    public static string Means(Finding finding) => finding.Code switch
    {
        FindingCode.PortExhausted => "Every further connect to this service fails (EADDRNOTAVAIL, 'Cannot assign requested address') and sends no packet, until a TIME-WAIT ends.",
        FindingCode.PortExhaustionNear => "Each connection that the client closes first keeps its port for the length of TIME-WAIT; when all are kept, connects fail (EADDRNOTAVAIL).",
        FindingCode.KeepaliveRace => "The server's idle timeout is shorter than that of the client or proxy: now and then a request on a reused connection fails (502, 'connection reset by peer').",
        FindingCode.CloseWaitLeak => $"The sockets stay in CLOSE_WAIT {At(finding.Side)} until its application closes them; each keeps a file descriptor.",
        FindingCode.FinWait2PileUp => $"The sockets stay in FIN_WAIT_2 {At(finding.Side)}: the other side leaks them in CLOSE_WAIT. Orphaned ones end after tcp_fin_timeout, others never.",
        FindingCode.ServerClosesFirst => "Whoever closes first holds TIME-WAIT: here the server. That costs it memory and no ports; the clients' ports are free at once.",
        FindingCode.TimeWaitPileUp => "Whoever closes first holds TIME-WAIT: here the client, and each keeps one of its local ports.",
        FindingCode.UnreadDataAborts when finding.Side == Role.Initiator =>
            "The answer is the last that a client gets: it closed without reading it to the end, or ended with SO_LINGER 0 after it; packets cannot tell which.",
        FindingCode.UnreadDataAborts => "Closing a socket with unread data sends a RST (RFC 2525 §2.17): the peer may lose even the answer that it had already received.",
        FindingCode.LingerZeroAborts => "Consistent with SO_LINGER 0, or a process that was killed: no TIME-WAIT, but data on the way is lost and the peer sees 'connection reset'.",
        FindingCode.Aborts => $"Consistent with a close while data lay unread, SO_LINGER 0, a process that was killed, or repeated segments that nothing answered, {At(finding.Side)}: all leave the same packet.",
        FindingCode.DataAfterClose => finding.Side == Role.Initiator
            ? "The client gave up (timeout, cancelled) before the server had finished; what the server wrote is lost."
            : "The server closed while the client was still sending (request refused, too large, or finished early); what the client wrote is lost.",
        FindingCode.HalfOpenPeers => "Restarted, lost its state, or a NAT, firewall or load balancer on the way forgot the idle connection. The other side learns of it with its next segment.",
        FindingCode.KeepaliveTimeouts => "The other host went away without a word, or the path to it broke.",
        FindingCode.MiddleboxResets => "Consistent with a firewall, load balancer or filter that resets in the endpoints' names: neither application closed.",
        FindingCode.Refused => "Nobody listens there, or a firewall rejects; the two look the same.",
        FindingCode.SynUnanswered => "A firewall drops them, the host is down, the route is broken, or the server's accept queue is full.",
        FindingCode.ListenerClosed => "The server was stopped or restarted with connections in its accept queue: their clients see 'connection reset'.",
        FindingCode.AcceptQueueFull => "Consistent with a full accept queue and net.ipv4.tcp_abort_on_overflow=1, or a listener closed at that moment: the server accepts more slowly than clients connect.",
        FindingCode.SynInTimeWait => "The SYN's numbers were not newer than the old connection's: TIME-WAIT answered with an ACK, the client with a RST, and the SYN had to come again.",
        FindingCode.TimeWaitReuse => "It works as long as sequence numbers or time stamps grow for each four-tuple; a NAT that mixes clients breaks that.",
        FindingCode.TimeWaitAssassination => "A late segment drew an ACK from TIME-WAIT and that ACK a RST: the protection against old segments is gone for these tuples, unless net.ipv4.tcp_rfc1337 is set.",
        FindingCode.TimeWaitNotKept => "Consistent with a full table (tcp_max_tw_buckets) or a stack that keeps none: old segments may reach the tuple's next connection.",
        FindingCode.LateSegments => "Delayed or repeated on the way. TIME-WAIT exists to catch them; where nothing is left, they draw a RST.",
        FindingCode.CaptureLossy => "Packets are missing from the capture, not from the network: a close or RST may be among them.",
        FindingCode.CaptureOneSided => "Asymmetric routing, or a mirror port that copies one direction: who closed first and why is less sure.",
    };

    /// <summary>What can be done.</summary>
    public static string Do(Finding finding) => finding.Code switch
    {
        FindingCode.PortExhausted or FindingCode.PortExhaustionNear =>
            "Reuse connections (keep-alive, a pool), or let the server close first; widen net.ipv4.ip_local_port_range, add addresses; net.ipv4.tcp_tw_reuse=1. Lowering tcp_fin_timeout does not help.",
        FindingCode.KeepaliveRace => "Give the client or proxy a shorter idle timeout than the server's, or the server a longer one; let the client retry what is safe to repeat.",
        FindingCode.CloseWaitLeak => $"Find in the application {At(finding.Side)} why the socket is not closed after read() returned 0: ss -tanp state close-wait.",
        FindingCode.FinWait2PileUp => "Mend the side that does not close (close-wait-leak); there is nothing to tune at this one but tcp_fin_timeout for orphans.",
        FindingCode.ServerClosesFirst => "If they are too many: keep-alive (HTTP/1.1, proxy_http_version 1.1), a longer keep-alive timeout, or a protocol in which the client closes first.",
        FindingCode.TimeWaitPileUp => "Harmless while ports last (see the ports below); else reuse connections, or let the server close first.",
        FindingCode.UnreadDataAborts => "Read to the end before close(), or shutdown(SHUT_WR) and drain what comes.",
        FindingCode.LingerZeroAborts => "Where it is not meant so (health checks, load tests), remove SO_LINGER 0 and close in order.",
        FindingCode.Aborts => $"Ask the system {At(finding.Side)}: nstat TcpExtTCPAbortOnClose (data unread), TCPAbortOnData (SO_LINGER 0) and TCPAbortOnTimeout tell them apart; look into its application's log.",
        FindingCode.DataAfterClose => finding.Side == Role.Initiator
            ? "Compare the client's timeout with how long the server takes."
            : "Look into the server's log for why it closed; let it drain the request before it does.",
        FindingCode.HalfOpenPeers => "Keep the idle time below the path's timeout (TCP keep-alive, shorter pool idle time); look for restarts at that time.",
        FindingCode.KeepaliveTimeouts => "Look at the other host and the path at that time.",
        FindingCode.MiddleboxResets => "Compare hop limits of the RST and of its sender's other segments; capture on both sides of the device.",
        FindingCode.Refused => "Is the service up, on this port and address? Does a firewall reject with a RST?",
        FindingCode.SynUnanswered => "Capture at the server: if the SYN arrives there, look at firewall and accept queue (nstat TcpExtListenDrops).",
        FindingCode.ListenerClosed => "Drain before stopping: stop accepting at the load balancer first, or hand the listening socket over.",
        FindingCode.AcceptQueueFull => "Compare with nstat TcpExtListenOverflows and ss -ltn (Recv-Q against Send-Q); accept faster, or raise the backlog and net.core.somaxconn.",
        FindingCode.SynInTimeWait => "Keep TCP time stamps on at both ends; do not let the client choose its ports from a small range.",
        FindingCode.TimeWaitReuse => "Nothing, unless SYNs are repeated too (syn-in-time-wait).",
        FindingCode.TimeWaitAssassination => "net.ipv4.tcp_rfc1337=1 lets TIME-WAIT ignore such RSTs; packets do not show whether it is set.",
        FindingCode.TimeWaitNotKept => "Compare with nstat TcpExtTCPTimeWaitOverflow; raise net.ipv4.tcp_max_tw_buckets.",
        FindingCode.LateSegments => "Look for delay and loss on the path; fintracer explain shows each segment.",
        FindingCode.CaptureLossy => "Capture again with a larger buffer (tcpdump -B), a shorter snap length (-s 96) or a filter.",
        FindingCode.CaptureOneSided => "Capture at an endpoint, or where both directions pass.",
    };

    static string At(Role? side) => side switch
    {
        Role.Initiator => "at the client",
        Role.Responder => "at the server",
        null => "there",
    };
}
