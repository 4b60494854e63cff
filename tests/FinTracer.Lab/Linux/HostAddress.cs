using System.Globalization;
using System.Net;

namespace FinTracer.Lab.Linux;

/// <summary>Where a host stands: its address, the router's address it sends to, and the card addresses of both.</summary>
internal sealed record HostAddress(int Family, IPAddress Address, IPAddress Gateway, byte[] Card, byte[] GatewayCard)
{
    public int PrefixLength => Family == 6 ? 64 : 24;

    public string CardText => Text(Card);

    public string GatewayCardText => Text(GatewayCard);

    /// <summary>
    /// The address of one side of one story. The kernel's trace events name no namespace: addresses must tell the stories apart.
    /// </summary>
    /// <param name="family">4 or 6.</param>
    /// <param name="story">Number of the story, 1 to 250.</param>
    /// <param name="cell">Number of the variant (time stamps, delay), 0 to 100.</param>
    /// <param name="side">Which host.</param>
    public static HostAddress For(int family, int story, int cell, Side side)
    {
        int network = (cell * 2) + (side == Side.Client ? 1 : 2);
        string prefix = family == 6
            ? string.Create(CultureInfo.InvariantCulture, $"fd00:{story:x}:{network:x}::")
            : string.Create(CultureInfo.InvariantCulture, $"10.{story}.{network}.");
        byte last = side == Side.Client ? (byte)1 : (byte)2;
        return new(
            family,
            IPAddress.Parse(prefix + "2"),
            IPAddress.Parse(prefix + "1"),
            [2, 0, 0, 0, last, 2],
            [2, 0, 0, 0, last, 1]);
    }

    static string Text(byte[] card) => string.Join(':', System.Array.ConvertAll(card, octet => octet.ToString("x2", CultureInfo.InvariantCulture)));
}
