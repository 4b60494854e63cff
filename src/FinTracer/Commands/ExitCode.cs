namespace FinTracer.Commands;

/// <summary>What the program says to the shell.</summary>
static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>An input had errors; what could be read was reported.</summary>
    public const int InputErrors = 1;

    /// <summary>The command line cannot be carried out as it stands.</summary>
    public const int Usage = 2;

    /// <summary>Nothing could be read, or the report could not be written.</summary>
    public const int NothingRead = 3;

    /// <summary>The system refused access.</summary>
    public const int Permission = 4;

    /// <summary>A finding named by --fail-on is there.</summary>
    public const int Finding = 5;

    /// <summary>A mistake in the program itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int InternalError = 70;

    /// <summary>Stopped at once by a second Ctrl-C.</summary>
    public const int Interrupted = 130;
}
