using System.Linq;
using System.Text.Json;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>The sums of <c>--format json</c> against what the connections say. 10.36.1.2 writes after 10.36.2.2 has closed, and gets a RST.</summary>
public sealed class SummaryJsonTests
{
    static readonly JsonElement Report = JsonDocument.Parse(Fintracer.Run("analyze", "captures/data-after-close/middle.pcap", "--format", "json").Output).RootElement;

    [Theory]
    [InlineData("10.36.2.2", "host", "reset_causes_sent", "reset_causes_received")]
    [InlineData("10.36.1.2", "peer", "reset_causes_received", "reset_causes_sent")]
    public void A_host_says_what_it_did_and_what_was_done_to_it(string address, string closer, string causes, string none)
    {
        JsonElement host = Report.GetProperty("hosts").EnumerateArray().Single(each => each.GetProperty("address").GetString() == address);
        Assert.Equal("""{"aborted_after_fin":1}""", host.GetProperty("kinds").ToString());
        Assert.Equal([closer], host.GetProperty("closed_first").EnumerateObject().Where(each => each.Value.GetInt64() == 1).Select(each => each.Name));
        Assert.Equal("""{"data_after_close":1}""", host.GetProperty(causes).ToString());
        Assert.Equal("{}", host.GetProperty(none).ToString());
        AssertIdle(host.GetProperty("idle_before_close"));
        Assert.Equal(0, host.GetProperty("fin_to_fin").GetProperty("count").GetInt64());
    }

    [Fact]
    public void An_initiator_and_its_service_have_sums_of_their_own()
    {
        JsonElement ports = Assert.Single(Report.GetProperty("ports").EnumerateArray());
        Assert.Equal("""{"aborted_after_fin":1}""", ports.GetProperty("kinds").ToString());
        Assert.Equal("""{"responder":1}""", ports.GetProperty("active_closers").ToString());
        Assert.Equal(1, ports.GetProperty("resets").GetInt64());
        Assert.Equal("""{"data_after_close":1}""", ports.GetProperty("reset_causes_of_responder").ToString());
        Assert.Equal("{}", ports.GetProperty("reset_causes_of_initiator").ToString());
        AssertIdle(ports.GetProperty("idle_before_close"));
        AssertIdle(ports.GetProperty("idle_before_responder_closed"));
    }

    /// <summary>One connection, idle for 10.425347 ms, in the bucket around that.</summary>
    static void AssertIdle(JsonElement idle)
    {
        const double Seconds = 0.010425347;
        Assert.Equal((1, Seconds), (idle.GetProperty("count").GetInt64(), idle.GetProperty("p50_s").GetDouble()));
        JsonElement bucket = Assert.Single(idle.GetProperty("histogram").EnumerateArray());
        Assert.Equal(1, bucket.GetProperty("count").GetInt64());
        Assert.InRange(Seconds, bucket.GetProperty("from_s").GetDouble(), bucket.GetProperty("to_s").GetDouble());
        Assert.InRange(bucket.GetProperty("to_s").GetDouble() / bucket.GetProperty("from_s").GetDouble(), 1, 17.0 / 16);
    }
}
