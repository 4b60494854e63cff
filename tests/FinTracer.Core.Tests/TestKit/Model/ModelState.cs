namespace FinTracer.Tests.TestKit.Model;

/// <summary>The states of RFC 9293 §3.3.2, written apart from those of the program under test.</summary>
public enum ModelState
{
    Closed,
    Listen,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
}
