using System;
using System.Globalization;
using FinTracer.Segments;

namespace FinTracer.Selection;

/// <summary>Services by address and port (<c>10.0.0.1:443</c>), by port (<c>:443</c>), or by address or network (<c>10.0.0.0/8</c>).</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Port">The port; null for any.</param>
readonly record struct ServicePattern(AddressRange Addresses, ushort? Port)
{
    static readonly AddressRange Everywhere = new(0, UInt128.MaxValue);

    public bool Matches(Endpoint service) => Addresses.Contains(service.Address) && (Port is null || Port == service.Port);

    public static bool TryParse(string text, out ServicePattern pattern)
    {
        pattern = default;
        if (AddressRange.TryParse(text, out AddressRange range))
        {
            pattern = new(range, null);
            return true;
        }
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)) { return false; }
        if (colon > 0 && !AddressRange.TryParse(text[..colon], out range)) { return false; }
        pattern = new(colon == 0 ? Everywhere : range, port);
        return true;
    }
}
