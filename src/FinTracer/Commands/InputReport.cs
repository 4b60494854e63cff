using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>What the reading of the inputs came to: one line for each problem, and the exit code that follows.</summary>
static class InputReport
{
    /// <summary>Tells the problems and remarks on standard error.</summary>
    public static void Tell(ProgramEnvironment environment, IReadOnlyList<CaptureInput> inputs, IEnumerable<string> remarks)
    {
        foreach (CaptureInput input in inputs)
        {
            string skipped = inputs.Count > 1 && ProblemText.IsNoCapture(input) ? "; skipped" : "";
            foreach (InputProblem problem in input.Problems) { environment.Error.WriteLine("fintracer: " + ProblemText.Of(input, problem) + skipped); }
        }
        foreach (string remark in remarks) { environment.Error.WriteLine("fintracer: " + Sanitizer.Clean(remark)); }
    }

    /// <summary>A whole capture without frames is a success. When nothing could be read there is nothing to report, and an old report is left alone.</summary>
    public static int ExitCodeFor(IReadOnlyList<CaptureInput> read, OpenedInputs inputs)
    {
        bool errors = false, anythingRead = false;
        foreach (CaptureInput input in read)
        {
            errors |= input.Problems.Count > 0 && !(inputs.IsIncidental(input) && ProblemText.IsNoCapture(input));
            anythingRead |= input.Frames > 0 || input.Problems.Count == 0;
        }
        if (anythingRead) { return errors ? ExitCode.InputErrors : ExitCode.Done; }
        return inputs.PermissionDenied ? ExitCode.Permission : ExitCode.NothingRead;
    }

    /// <summary>A pipe that was still being written to when the reading was stopped ends where it ends: that is no problem of the input.</summary>
    public static void ForgiveCutPipes(IReadOnlyList<CaptureInput> inputs)
    {
        foreach (CaptureInput input in inputs)
        {
            if (!File.Exists(input.Name) && input.Problems is [{ Kind: InputProblemKind.Truncated or InputProblemKind.Empty }]) { input.Problems.Clear(); }
        }
    }

    /// <summary>A file that is followed is mostly left in the middle of a record: its writer is not done.</summary>
    public static void ForgiveCutEnd(IReadOnlyList<CaptureInput> inputs)
    {
        foreach (CaptureInput input in inputs)
        {
            if (input.Problems is [.., { Kind: InputProblemKind.Truncated or InputProblemKind.Empty }]) { input.Problems.RemoveAt(input.Problems.Count - 1); }
        }
    }
}
