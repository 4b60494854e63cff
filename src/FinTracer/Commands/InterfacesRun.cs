using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Sources.Live;
using SharpPcap.LibPcap;

namespace FinTracer.Commands;

/// <summary>One run of <c>fintracer interfaces</c>: what can be captured on, and whether we may.</summary>
sealed class InterfacesRun(ProgramEnvironment environment)
{
    const uint Up = 2;      // PCAP_IF_UP
    const uint Running = 4; // PCAP_IF_RUNNING

    /// <summary>Prints the list; exit code 4 when none of them may be captured on for want of permission.</summary>
    public int Execute()
    {
        IReadOnlyList<PcapInterface> all;
        try
        {
            all = CaptureInterfaces.All();
        }
        catch (LiveCaptureException refused)
        {
            throw Explain(refused);
        }

        var block = new Block("INTERFACES", new("name"), new("state"), new("link type"), new("addresses"), new("capture"));
        LiveCaptureException? denied = null;
        bool any = false;
        foreach (PcapInterface each in all)
        {
            LiveCaptureException? refused = CaptureInterfaces.Try(each, out string linkType);
            any |= refused is null;
            denied = refused?.Failure == LiveFailure.Permission ? refused : denied;
            block.Add(
                new Cell(Sanitizer.Clean(each.Name), Tone.Strong), StateOf(each), linkType, AddressesOf(each),
                refused is null ? new Cell("yes", Tone.Good) : new Cell(WordOf(refused), Tone.Caution));
        }

        Print(block);
        if (any || denied is null)
        {
            return ExitCode.Done;
        }

        environment.Error.WriteLine("fintracer: " + Sanitizer.Clean(denied.Message));
        return ExitCode.Permission;
    }

    /// <summary>The line and the exit code for a capture that cannot begin.</summary>
    public static CommandException Explain(LiveCaptureException refused) => new(
        refused.Failure == LiveFailure.Permission ? ExitCode.Permission : ExitCode.NothingRead, refused.Message, refused);

    void Print(Block block)
    {
        IPageRenderer renderer = environment.TerminalWidth is { } width ? new TerminalPage(environment.Output, width, environment.ColorsWelcome) : new PlainPage(environment.Output);
        renderer.Render([block]);
    }

    static string StateOf(PcapInterface each) => (each.Flags & Up) == 0 ? "down" : (each.Flags & Running) == 0 ? "up, no carrier" : "up";

    static string AddressesOf(PcapInterface each)
    {
        List<string> addresses = [.. each.Addresses.Select(address => address.Addr?.ipAddress?.ToString()).OfType<string>().Select(Sanitizer.Clean)];
        return addresses.Count == 0 ? ShortText.Nothing : string.Join(", ", addresses);
    }

    static string WordOf(LiveCaptureException refused) => refused.Failure switch
    {
        LiveFailure.Permission => "no permission",
        LiveFailure.NoInterface or LiveFailure.NoLibrary or LiveFailure.Other => "no: " + Sanitizer.Clean(refused.Message[(refused.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]),
    };
}
