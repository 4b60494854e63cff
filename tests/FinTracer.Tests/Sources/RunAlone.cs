using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>Tests that cannot stand others beside them.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;
