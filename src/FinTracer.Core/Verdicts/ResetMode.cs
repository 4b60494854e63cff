namespace FinTracer.Verdicts;

/// <summary>Whether an endpoint chose to reset or its stack merely answered a segment (RFC 9293 §3.10.7.1).</summary>
public enum ResetMode
{
    /// <summary>The signs contradict each other, or the RST is injected: the endpoint that it names neither chose nor answered.</summary>
    Unknown,

    /// <summary>The endpoint aborted: RST+ACK at its own next number, with options and a window (Linux: tcp_send_active_reset).</summary>
    Active,

    /// <summary>The stack answered a segment it had no use for (Linux: tcp_v4_send_reset).</summary>
    Passive,
}
