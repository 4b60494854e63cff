using System;
using FinTracer.Benchmarks;

return BenchmarkCommand.Run(args, Console.Out, Console.Error);
