using System;
using FinTracer.Capture;

namespace FinTracer.Commands;

/// <summary>Inputs that are ready to be read.</summary>
/// <param name="Source">Their frames.</param>
/// <param name="OctetsOnDisk">Size of all files together, for the progress; null when it is not known.</param>
/// <param name="PermissionDenied">True when the system refused access to any of them.</param>
/// <param name="Filtered">Frames that the filter has kept out so far.</param>
sealed record OpenedInputs(IFrameSource Source, long? OctetsOnDisk, bool PermissionDenied, Func<long> Filtered);
