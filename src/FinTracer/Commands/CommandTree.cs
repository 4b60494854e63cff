using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Linq;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>The program's command line: parses it, runs the command, and turns every failure into one line and an exit code.</summary>
sealed class CommandTree(IInputOpener opener, ProgramEnvironment environment)
{
    // System.CommandLine's own words.
    const string NoCommand = "Required command was not provided.";

    /// <summary>Runs the program with <paramref name="args"/>.</summary>
    public int Run(string[] args)
    {
        try
        {
            return Invoke(args);
        }
        catch (OutputClosedException)
        {
            return ExitCode.Done;
        }
        catch (CommandException failure)
        {
            Complain(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception mistake) when (string.IsNullOrEmpty(environment.Variable("FINTRACER_DEBUG")))
        {
            Complain($"internal error, please report it: {mistake.GetType().Name}: {mistake.Message} (FINTRACER_DEBUG=1 shows where)");
            return ExitCode.InternalError;
        }
    }

    int Invoke(string[] args)
    {
        ParseResult parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (string error in ErrorsOf(parsed)) { Complain(error); }
            environment.Error.WriteLine($"Try 'fintracer {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
            return ExitCode.Usage;
        }
        return parsed.Invoke(new InvocationConfiguration
        {
            Output = environment.Output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are Interruption's
        });
    }

    /// <summary>What is wrong with the arguments, a line each. That no command was given is not said beside a word that is none.</summary>
    static IEnumerable<string> ErrorsOf(ParseResult parsed) => parsed.Errors
        .Where(error => parsed.Errors.Count == 1 || error.Message != NoCommand)
        .Select(error => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    RootCommand Root()
    {
        var root = new RootCommand("Reads packet captures and explains how TCP connections end.")
        {
            new AnalyzeCommand().Build(Analyze), new ExplainCommand().Build(Explain), new AnnotateCommand().Build(Annotate),
            FindingsCommand.Build(environment),
            new LiveCommand().Build(Live), InterfacesCommand.Build(Interfaces),
        };
        root.Add(ShellCommands.Completions(environment.Output.Write));
        root.Add(ShellCommands.Manual(root, environment.Output.Write));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help }) { option.Action = new HelpWithExamples(help); }
        }
        return root;
    }

    int Analyze(AnalyzeOptions options)
    {
        using var interruption = new Interruption();
        return options.Follow ? new FollowRun(options, opener, environment).Execute(interruption.Token) : new AnalyzeRun(options, opener, environment).Execute(interruption.Token);
    }

    int Explain(ExplainOptions options)
    {
        using var interruption = new Interruption();
        return new ExplainRun(options, opener, environment).Execute(interruption.Token);
    }

    int Annotate(AnnotateOptions options)
    {
        using var interruption = new Interruption();
        return new AnnotateRun(options, environment).Execute(interruption.Token);
    }

    int Live(LiveOptions options) => new LiveRun(options, environment).Execute();

    int Interfaces() => new InterfacesRun(environment).Execute();

    /// <summary>One line, whatever the message holds.</summary>
    void Complain(string message) => environment.Error.WriteLine("fintracer: " + Sanitizer.Clean(message));
}
