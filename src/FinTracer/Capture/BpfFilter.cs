using System;
using System.Collections.Generic;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>
/// A filter in libpcap's language. Compiled once for each link type that turns up, since the same expression is a different program on each.
/// Not for several threads at once.
/// </summary>
sealed class BpfFilter : IDisposable
{
    // An expression that none of these can take is wrong in itself and not for a link type.
    static readonly LinkType[] Usual = [LinkType.Ethernet, LinkType.Raw, LinkType.LinuxSll, LinkType.Ieee80211Radiotap, LinkType.Null];

    readonly Dictionary<LinkType, BpfProgram?> _programs = [];
    readonly Dictionary<LinkType, string> _rejected = [];
    readonly string _expression;
    LinkType _lastLinkType = LinkType.None; // which no program is for
    BpfProgram? _last;

    BpfFilter(string expression) => _expression = expression;

    /// <summary>Link types that the expression cannot be compiled for, with libpcap's words; their frames do not match.</summary>
    public IReadOnlyDictionary<LinkType, string> Rejected => _rejected;

    /// <summary>Checks an expression.</summary>
    /// <exception cref="FilterException">The expression is wrong, or libpcap is not installed.</exception>
    public static BpfFilter Compile(string expression)
    {
        if (expression.Contains('\0', StringComparison.Ordinal))
        {
            throw new FilterException("the filter holds a NUL character");
        }
        if (!NativeLibpcap.IsInstalled)
        {
            throw new FilterException($"a filter needs libpcap: {NativeLibpcap.HowToInstall}");
        }
        string? first = null;
        foreach (LinkType linkType in Usual)
        {
            using BpfProgram? program = BpfProgram.TryCompile(expression, linkType, out string error);
            if (program is not null)
            {
                return new(expression);
            }
            first ??= error;
        }
        throw new FilterException($"filter '{expression}': {first}");
    }

    /// <summary>True when the filter accepts the frame.</summary>
    public bool Matches(in Frame frame)
    {
        if (frame.LinkType == LinkType.None)
        {
            return false;
        }
        if (frame.LinkType != _lastLinkType)
        {
            _last = ProgramFor(frame.LinkType);
            _lastLinkType = frame.LinkType;
        }
        return _last is not null && _last.Matches(in frame);
    }

    public void Dispose()
    {
        foreach (BpfProgram? program in _programs.Values)
        {
            program?.Dispose();
        }
        _programs.Clear();
        _last = null;
    }

    BpfProgram? ProgramFor(LinkType linkType)
    {
        if (!_programs.TryGetValue(linkType, out BpfProgram? program))
        {
            program = BpfProgram.TryCompile(_expression, linkType, out string error);
            _programs.Add(linkType, program);
            if (program is null)
            {
                _rejected.Add(linkType, error);
            }
        }
        return program;
    }
}
