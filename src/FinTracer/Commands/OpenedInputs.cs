using System;
using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Commands;

/// <summary>Inputs that are ready to be read.</summary>
sealed record OpenedInputs
{
    /// <summary>Their frames.</summary>
    public required IFrameSource Source { get; init; }

    /// <summary>Size of all files together, for the progress; null when it is not known.</summary>
    public long? OctetsOnDisk { get; init; }

    /// <summary>True when the system refused access to any of them.</summary>
    public bool PermissionDenied { get; init; }

    /// <summary>True when nobody named this input, only the folder it is in: that it is no capture is then no error.</summary>
    public Func<CaptureInput, bool> IsIncidental { get; init; } = _ => false;

    /// <summary>Frames that the filter has kept out so far.</summary>
    public Func<long> Filtered { get; init; } = () => 0;

    /// <summary>What is to be told about the reading beside the inputs' problems, once it is over.</summary>
    public Func<IEnumerable<string>> Remarks { get; init; } = () => [];
}
