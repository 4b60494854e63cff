using System;
using System.Globalization;
using System.Linq;

namespace FinTracer.Tests.TestKit.Model;

/// <summary>A play as packet lines, for the one who looks into a failure.</summary>
public static class ModelText
{
    public static string Of(ModelPlay play)
    {
        ArgumentNullException.ThrowIfNull(play);
        long start = play.Passed.Count > 0 ? play.Passed[0].TimeNs : 0;
        return string.Join('\n', play.Passed.Select(p => Line(p, start, Isn(play, fromInitiator: true), Isn(play, fromInitiator: false))));
    }

    static uint Isn(ModelPlay play, bool fromInitiator) => play.Passed.FirstOrDefault(p => p.Segment.FromInitiator == fromInitiator && p.Segment.Syn).Segment.Seq;

    static string Line(PassedSegment passed, long startNs, uint initiatorIsn, uint responderIsn)
    {
        ModelSegment s = passed.Segment;
        string bits = (s.Syn ? "S" : "") + (s.Fin ? "F" : "") + (s.Rst ? "R" : "") + (s.HasAck ? "." : "");
        (uint own, uint peers) = s.FromInitiator ? (initiatorIsn, responderIsn) : (responderIsn, initiatorIsn);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(passed.TimeNs - startNs) / 1e9:F6} {(s.FromInitiator ? ">" : "<")}{(passed.IsCaptured ? " " : "x")} {bits,-3} {unchecked(s.Seq - own)}:{unchecked(s.End - own)} ack {(s.HasAck ? unchecked(s.Ack - peers) : 0)} id {s.IpId}");
    }
}
