using Phoenix.Binance;
using Phoenix.Binance.Signing;
using Phoenix.Node.Settings;
using Phoenix.Venue.Accounts;

namespace Phoenix.Node.Hosting;

/// <summary>Where the exchange is reached and as whom.</summary>
internal sealed record ExchangeAccess(BinanceEndpoints Endpoints, BinanceCredentials Credentials)
{
    /// <summary>The account every embedded exchange has; its key opens nothing but play money.</summary>
    public static ExchangeAccess Embedded(Uri address)
    {
        var account = new VenueAccountOptions();
        return new(BinanceEndpoints.Loopback(address), new BinanceCredentials(account.ApiKey, account.Secret));
    }

    /// <exception cref="BadInputException">A credential is not in the environment.</exception>
    public static ExchangeAccess External(VenueSettings settings)
    {
        var (rest, streams, trading) =
            (settings.External.Rest!, settings.External.Streams!, settings.External.Trading!);
        return new(
            new BinanceEndpoints(
                rest, Route(streams, "public"), Route(streams, "market"), Route(streams, "private"), trading),
            new BinanceCredentials(
                Secret(settings.Credentials.ApiKeyVariable, "api-key-variable"),
                Secret(settings.Credentials.SecretVariable, "secret-variable")));
    }

    private static Uri Route(Uri streams, string route) => new($"{streams.AbsoluteUri.TrimEnd('/')}/{route}");

    private static string Secret(string variable, string key) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new BadInputException(new SettingsProblem(
                $"phoenix.venue.credentials.{key}",
                $"environment variable {variable} is empty",
                "expected the account's credential there",
                $"set {variable}, or name another variable"));
}
