using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using FinTracer.Reporting.Wording;
using FinTracer.Selection;

namespace FinTracer.Commands;

/// <summary>The options that select and order connections.</summary>
sealed class SelectionOptions
{
    readonly Option<string?> _where = new("--where")
    {
        HelpName = "condition",
        Description = "Only connections for which this holds, e.g. 'close.kind == aborted && responder.port == 443'. Names are those of the JSON record; the sums and findings cover what is left.",
    };

    readonly Option<string[]> _service = new("--service") { HelpName = "A:P|:P|A", Description = "Only connections to this service: address and port, a port, or an address or network. May be repeated." };

    readonly Option<string[]> _host = new("--host") { HelpName = "A|CIDR", Description = "Only connections of this address or network, at either end. May be repeated." };

    readonly Option<string?> _sort = new("--sort")
    {
        HelpName = "field[:desc],...",
        Description = "Order of the connections, e.g. close.idle_before_close_s:desc; without --top all of them are held for it.",
    };

    readonly Option<int?> _top = new("--top") { HelpName = "N", Description = "Connections listed at most; 0 for none. The table lists 50 unless told, other formats all." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        AddChecks();
        foreach (Option option in (Option[])[_where, _service, _host, _sort, _top]) { command.Options.Add(option); }
    }

    /// <summary>What was asked for.</summary>
    public SelectionChoice Of(ParseResult parsed) => new()
    {
        Where = parsed.GetValue(_where),
        Services = parsed.GetValue(_service) ?? [],
        Hosts = parsed.GetValue(_host) ?? [],
        Sort = parsed.GetValue(_sort),
        Top = parsed.GetValue(_top),
    };

    void AddChecks()
    {
        Check(_where, text => _ = new SelectionChoice { Where = text }.ToSelection(static _ => null));
        Check(_sort, text => _ = SortOrder.Read(text, new ReportFields(static _ => null)));
        Require(_service, static text => ServicePattern.TryParse(text, out _), "is no service (10.0.0.1:443, :443, 10.0.0.0/8, [2001:db8::1]:443)");
        Require(_host, static text => AddressRange.TryParse(text, out _), "is no address and no network (10.0.0.1, 10.0.0.0/8, 2001:db8::/32)");
        Require(_top, static text => !int.TryParse(text, out int value) || value >= 0, "is below 0");
    }

    static void Check(Option option, Action<string> read) => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens)
        {
            try
            {
                read(token.Value);
            }
            catch (ConditionException wrong)
            {
                result.AddError($"{option.Name}: {Sanitizer.Clean(wrong.Message)}");
            }
        }
    });

    static void Require(Option option, Func<string, bool> isRight, string otherwise) => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (!isRight(token.Value)) { result.AddError($"{option.Name}: '{Sanitizer.Clean(token.Value)}' {otherwise}"); }
        }
    });
}
