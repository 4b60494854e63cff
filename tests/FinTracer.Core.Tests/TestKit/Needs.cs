using System;
using Xunit;

namespace FinTracer.Tests.TestKit;

/// <summary>What a test needs of the machine. Where it is missing the test is skipped and says why; in the gate, which installs everything, it fails.</summary>
public static class Needs
{
    /// <summary>True in the gate.</summary>
    public static bool InGate { get; } = Environment.GetEnvironmentVariable("FINTRACER_CI") == "1";

    /// <summary>Goes on when it is there.</summary>
    public static void That(bool isThere, string missing)
    {
        if (!isThere)
        {
            Missing(missing);
        }
    }

    /// <summary>Goes on when all of these programs are on the path.</summary>
    public static void Programs(params string[] names)
    {
        foreach (string name in names)
        {
            That(Tool.Exists(name), $"{name} is not installed");
        }
    }

    /// <summary>Skips; in the gate, fails.</summary>
    public static void Missing(string missing)
    {
        if (InGate)
        {
            Assert.Fail($"The gate must not skip this: {missing}");
        }

        Assert.Skip(missing);
    }
}
