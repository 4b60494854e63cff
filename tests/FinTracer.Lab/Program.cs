using System;
using FinTracer.Lab;

return LabCommand.Run(args, Console.Out, Console.Error);
