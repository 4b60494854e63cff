namespace FinTracer.Sources;

/// <summary>What can be wrong with the inputs that a command line names.</summary>
enum InputSetFault
{
    /// <summary>No such file, or a folder without any.</summary>
    NothingThere,

    /// <summary>A folder that may not be read.</summary>
    NoPermission,

    /// <summary>One file under two names: its frames would count twice.</summary>
    NamedTwice,
}
