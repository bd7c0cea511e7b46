using Phoenix.Binance;
using Phoenix.Binance.Signing;
using Phoenix.Node.Secrets;
using Phoenix.Node.Settings;
using Phoenix.Venue.Accounts;

namespace Phoenix.Node.Hosting;

/// <summary>Where the exchange is reached and as whom.</summary>
/// <param name="Name">For people.</param>
internal sealed record ExchangeAccess(BinanceEndpoints Endpoints, BinanceCredentials Credentials, string Name)
{
    /// <summary>The account every embedded exchange has; its key opens nothing but play money.</summary>
    public static ExchangeAccess Embedded(Uri address)
    {
        var account = new VenueAccountOptions();
        return new(
            BinanceEndpoints.Loopback(address),
            new BinanceCredentials(account.ApiKey, account.Secret),
            "the embedded exchange");
    }

    /// <exception cref="BadInputException">There are no credentials that can be used.</exception>
    public static ExchangeAccess External(VenueSettings settings)
    {
        var (rest, streams, trading) =
            (settings.External.Rest!, settings.External.Streams!, settings.External.Trading!);
        return new(
            new BinanceEndpoints(
                rest, Route(streams, "public"), Route(streams, "market"), Route(streams, "private"), trading)
            {
                MoreHosts = settings.External.MoreStreams,
            },
            AccountCredentials.Load(settings.Credentials),
            rest.Host);
    }

    private static Uri Route(Uri streams, string route) => new($"{streams.AbsoluteUri.TrimEnd('/')}/{route}");
}
