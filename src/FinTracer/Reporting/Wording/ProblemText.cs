using System.Globalization;
using FinTracer.Capture;

namespace FinTracer.Reporting.Wording;

/// <summary>Damage in an input as one line: <c>a.pcap: the capture breaks off at octet 1234: record claims 64 octets</c>.</summary>
static class ProblemText
{
    public static string Of(CaptureInput input, InputProblem problem) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sanitizer.Clean(input.Name)}: {Of(problem.Kind)} at octet {problem.Offset}: {Sanitizer.Clean(problem.Detail)}");

    static string Of(InputProblemKind kind) => kind switch
    {
        InputProblemKind.Empty => "the input is empty",
        InputProblemKind.NotACapture => "not a capture that FinTracer or libpcap knows",
        InputProblemKind.Truncated => "the capture breaks off",
        InputProblemKind.Corrupt => "the capture is damaged",
        InputProblemKind.Unreadable => "the input could not be read on",
    };
}
