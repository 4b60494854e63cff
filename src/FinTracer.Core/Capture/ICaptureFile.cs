namespace FinTracer.Capture;

/// <summary>One input of a set, to be opened when its time has come.</summary>
public interface ICaptureFile
{
    /// <summary>The name as the user gave it; breaks ties between files that start at the same time.</summary>
    string Name { get; }

    /// <summary>
    /// Opens the input from its start. Null when it holds no capture or cannot be read: <see cref="CaptureInput.Problems"/> then says why.
    /// Must not throw for what is wrong with the input.
    /// </summary>
    CaptureReader? Open(CaptureInput input);

    /// <summary>True when <see cref="Open"/> can be called again for the same frames; a pipe cannot be. Asked after the first opening.</summary>
    bool CanReopen { get; }
}
