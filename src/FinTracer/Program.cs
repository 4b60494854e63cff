using FinTracer.Commands;
using FinTracer.Sources;

StandardStreams.Settle();
return new CommandTree(new FileOpener(), ProgramEnvironment.OfThisProcess()).Run(args);
