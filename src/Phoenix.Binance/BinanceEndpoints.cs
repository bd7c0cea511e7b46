using System.Collections.Immutable;
using Phoenix.Core.MarketData;

namespace Phoenix.Binance;

/// <summary>
/// Where the venue is reached. The routes matter: a stream asked for on another one is silent for ever.
/// </summary>
/// <param name="Rest">Base of the REST paths, without a path of its own.</param>
/// <param name="PublicStreams">Route of books and book tickers.</param>
/// <param name="MarketStreams">Route of mark prices and trades.</param>
/// <param name="PrivateStreams">Route of the user data stream.</param>
/// <param name="TradingApi">The WebSocket trading API.</param>
/// <remarks>
/// Sources: pages general-info, user-data-streams and websocket-api-general-info of the USDⓈ-M futures documentation,
/// copy of 2026-05-28; routes by the change log of 2026-03-05. The demo's trading API answers on its old host only.
/// </remarks>
public sealed record BinanceEndpoints(
    Uri Rest, Uri PublicStreams, Uri MarketStreams, Uri PrivateStreams, Uri TradingApi)
{
    /// <summary>Further hosts that deliver the same market streams, routes not appended; none by default.</summary>
    public ImmutableArray<Uri> MoreHosts { get; init; } = [];

    public static BinanceEndpoints Mainnet { get; } = At(
        "https://fapi.binance.com", "wss://fstream.binance.com", "wss://ws-fapi.binance.com/ws-fapi/v1");

    /// <summary>The demo venue, also called testnet: own keys, own prices, play money.</summary>
    public static BinanceEndpoints Demo { get; } = At(
        "https://demo-fapi.binance.com",
        "wss://demo-fstream.binance.com",
        "wss://testnet.binancefuture.com/ws-fapi/v1");

    /// <summary>The embedded exchange, everything on one address.</summary>
    /// <param name="venueBase">For example <c>http://127.0.0.1:8080</c>.</param>
    public static BinanceEndpoints Loopback(Uri venueBase)
    {
        var scheme = string.Equals(venueBase.Scheme, "https", StringComparison.Ordinal) ? "wss" : "ws";
        var streams = $"{scheme}://{venueBase.Authority}";
        return At(venueBase.GetLeftPart(UriPartial.Authority), streams, $"{streams}/ws-fapi/v1");
    }

    /// <summary>Where a market connection of the route is dialled.</summary>
    /// <param name="host">Counted without an end over all hosts, the first of which is that of the routes.</param>
    public Uri CombinedStreams(StreamRoute route, int host = 0) => route switch
    {
        StreamRoute.Public => Under(OnHost(PublicStreams, "public", host), "stream"),
        StreamRoute.Market => Under(OnHost(MarketStreams, "market", host), "stream"),
        _ => throw new ArgumentException($"{route} is not a route of market data.", nameof(route)),
    };

    /// <summary>Where a user connection is dialled; the address holds the key and must not be logged.</summary>
    internal Uri UserStream(string listenKey, string events) =>
        Under(PrivateStreams, $"ws?listenKey={Uri.EscapeDataString(listenKey)}&events={events}");

    private Uri OnHost(Uri first, string route, int host) => (host % (MoreHosts.Length + 1)) switch
    {
        0 => first,
        var other => Under(MoreHosts[other - 1], route),
    };

    private static BinanceEndpoints At(string rest, string streams, string tradingApi) => new(
        new Uri(rest),
        new Uri($"{streams}/public"),
        new Uri($"{streams}/market"),
        new Uri($"{streams}/private"),
        new Uri(tradingApi));

    private static Uri Under(Uri route, string relative) =>
        new($"{route.AbsoluteUri.TrimEnd('/')}/{relative}");
}
