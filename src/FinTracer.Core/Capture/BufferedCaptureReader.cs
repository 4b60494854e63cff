namespace FinTracer.Capture;

/// <summary>What the readers of octet streams share: the buffer, the byte order of the input and the ways in which an input can end.</summary>
public abstract class BufferedCaptureReader : CaptureReader
{
    private protected BufferedCaptureReader(OctetBuffer octets, CaptureInput input, ReaderLimits limits)
        : base(input)
    {
        Octets = octets;
        Limits = limits;
    }

    private protected OctetBuffer Octets { get; }

    private protected ReaderLimits Limits { get; }

    /// <summary>True from the end of the input, or from damage that cannot be passed, on.</summary>
    private protected bool Ended { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Ended = true;
        if (disposing)
        {
            Octets.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// Ends the reading where the input gave too few octets for the record at the current offset. With none of it there the end is a clean one.
    /// </summary>
    private protected bool EndOfInput(string record)
    {
        Ended = true;
        Input.OctetsRead = Octets.OctetsRead;
        if (Octets.Failure is { } failure)
        {
            Report(failure.Kind, failure.Offset, failure.Detail);
        }
        else if (Octets.Available > 0)
        {
            Report(InputProblemKind.Truncated, Octets.Offset, $"{record}: only {Octets.Available} octets of it are there");
        }
        return false;
    }

    /// <summary>Ends the reading at a record that cannot be passed safely.</summary>
    private protected bool Stop(long offset, string detail)
    {
        Ended = true;
        Input.OctetsRead = Octets.Offset; // not what happens to lie in the buffer behind it, which depends on how the octets came
        Report(InputProblemKind.Corrupt, offset, detail);
        return false;
    }

    /// <summary>Moves past octets that are not kept; ends the reading when the input ends before.</summary>
    private protected bool SkipOrEnd(long count, long recordOffset, string record)
    {
        if (Octets.TrySkip(count))
        {
            return true;
        }
        Ended = true;
        Input.OctetsRead = Octets.OctetsRead;
        if (Octets.Failure is { } failure)
        {
            Report(failure.Kind, failure.Offset, failure.Detail);
        }
        else
        {
            Report(InputProblemKind.Truncated, recordOffset, $"{record}, {Octets.Offset - recordOffset} are there");
        }
        return false;
    }
}
