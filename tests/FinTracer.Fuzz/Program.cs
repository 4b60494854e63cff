using FinTracer.Fuzz;

return FuzzCommand.Run(args);
