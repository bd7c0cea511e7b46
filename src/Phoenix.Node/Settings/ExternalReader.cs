using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>
/// Where an exchange outside this process is found. Whether orders there cost money cannot be asked, so every host that
/// is not known to be harmless counts as one where they do, and that has to be said to be meant.
/// </summary>
internal static class ExternalReader
{
    /// <summary>Hosts of the testnet; only these, lest a new one is taken for one of them.</summary>
    /// <remarks>Source: general-info page of the futures documentation, copy of 2026-05-28, and live calls.</remarks>
    private static readonly ImmutableArray<string> TestHosts =
    [
        "demo-fapi.binance.com",
        "demo-fstream.binance.com",
        "testnet.binancefuture.com",
        "fstream.binancefuture.com",
        "stream.binancefuture.com",
    ];

    private enum Stake
    {
        /// <summary>This machine: the embedded exchange of another process, or a relay.</summary>
        Nothing = 1,

        PlayMoney,
        RealMoney,
    }

    public static ExternalVenueSettings Read(KeyReader venue, bool isUsed)
    {
        var settings = new ExternalVenueSettings
        {
            Rest = Address(venue, "external.rest-url", isUsed, "http", "https"),
            Streams = Address(venue, "external.stream-url", isUsed, "ws", "wss"),
            MoreStreams = MoreStreams(venue),
            Trading = Address(venue, "external.trading-url", isUsed, "ws", "wss"),
            RealMoney = venue.Choice("external.real-money", ("yes", true), ("no", false)),
        };
        if (isUsed)
        {
            CheckStakes(venue, settings);
        }

        return settings;
    }

    private static void CheckStakes(KeyReader venue, ExternalVenueSettings settings)
    {
        var hosts = new[]
            {
                ("external.rest-url", settings.Rest),
                ("external.stream-url", settings.Streams),
                ("external.trading-url", settings.Trading),
            }
            .Concat(settings.MoreStreams.Select(more => ("external.more-stream-urls", (Uri?)more)))
            .Where(host => host.Item2 is not null)
            .Select(host => (Key: host.Item1, host.Item2!.Host, Stake: StakeAt(host.Item2!)))
            .ToList();
        var real = hosts.Find(host => host.Stake == Stake.RealMoney);
        if (real.Key is null)
        {
            return;
        }

        var play = hosts.Find(host => host.Stake == Stake.PlayMoney);
        venue.Demand(
            play.Key is null,
            [real.Key, play.Key ?? real.Key],
            $"{play.Host} is the testnet and {real.Host} is not: expected hosts of one exchange",
            "correct the addresses");
        venue.Demand(
            settings.RealMoney,
            ["external.real-money", real.Key],
            $"{real.Host} is neither this machine nor a known testnet, so orders there cost real money",
            "if that is meant, set it to yes in a file of your own");
    }

    private static Stake StakeAt(Uri address) =>
        address.IsLoopback ? Stake.Nothing
        : TestHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase) ? Stake.PlayMoney
        : Stake.RealMoney;

    private static ImmutableArray<Uri> MoreStreams(KeyReader venue)
    {
        const string key = "external.more-stream-urls";
        var texts = venue.List(key, "expected a list of addresses", "write for example [\"wss://host\"]");
        var found = texts.Select(text => AddressOf(text, "ws", "wss")).OfType<Uri>().ToImmutableArray();
        venue.Demand(
            found.Length == texts.Length,
            key,
            key,
            "expected addresses with ws:// or wss://",
            "write the exchange's addresses");
        CheckSafety(venue, key, found, "wss");
        return found;
    }

    private static Uri? Address(KeyReader venue, string key, bool isUsed, string plain, string secure)
    {
        var text = venue.Text(key, _ => true, "expected an address");
        var address = AddressOf(text, plain, secure);
        venue.Demand(
            address is not null || (text.Length == 0 && !isUsed),
            key,
            "mode",
            $"expected an address with {plain}:// or {secure}:// when mode is external",
            "write the exchange's address");
        CheckSafety(venue, key, address is null ? [] : [address], secure);
        return address;
    }

    private static Uri? AddressOf(string text, string plain, string secure) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == plain || address.Scheme == secure)
            ? address
            : null;

    /// <summary>The key of the account is sent with every request, and addresses end in logs.</summary>
    private static void CheckSafety(KeyReader venue, string key, ImmutableArray<Uri> addresses, string secure)
    {
        venue.Demand(
            addresses.All(address => address.IsLoopback || address.Scheme == secure),
            key,
            key,
            $"expected {secure}:// for a host that is not this machine, or the account's key could be read on the way",
            $"write {secure}://");
        venue.Demand(
            addresses.All(address => address.UserInfo.Length == 0),
            key,
            key,
            "expected an address without user and password, for addresses are logged",
            "remove them");
    }
}
