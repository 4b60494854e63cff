using System.Globalization;
using FinTracer.Capture;

namespace FinTracer.Reporting.Wording;

/// <summary>Damage in an input as one line: <c>a.pcap: the capture breaks off at octet 1234: record claims 64 octets</c>.</summary>
static class ProblemText
{
    public static string Of(CaptureInput input, InputProblem problem)
    {
        string name = Sanitizer.Clean(input.Name), detail = Sanitizer.Clean(problem.Detail);
        return problem is { Kind: InputProblemKind.Unreadable, Offset: 0 } ? $"{name}: cannot be read: {detail}"
            : IsNoCapture(input) ? $"{name}: {Of(problem.Kind)}: {detail}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}: {Of(problem.Kind)} at octet {problem.Offset}: {detail}");
    }

    /// <summary>True when nothing of the input is a capture: among others it is skipped.</summary>
    public static bool IsNoCapture(CaptureInput input) =>
        input.Frames == 0 && input.Problems is [{ Kind: InputProblemKind.NotACapture or InputProblemKind.Empty, Offset: 0 }, ..];

    static string Of(InputProblemKind kind) => kind switch
    {
        InputProblemKind.Empty => "the input is empty",
        InputProblemKind.NotACapture => "not a capture that FinTracer or libpcap knows",
        InputProblemKind.Truncated => "the capture breaks off",
        InputProblemKind.Corrupt => "the capture is damaged",
        InputProblemKind.Unreadable => "the input could not be read on",
    };
}
