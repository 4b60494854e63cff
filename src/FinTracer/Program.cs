using FinTracer.Commands;

return new CommandTree(new FileOpener(), ProgramEnvironment.OfThisProcess()).Run(args);
