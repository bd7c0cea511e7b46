using System.Collections.Immutable;
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

    /// <exception cref="BadInputException">Credentials are not in the environment.</exception>
    public static ExchangeAccess External(VenueSettings settings)
    {
        var (rest, streams, trading) =
            (settings.External.Rest!, settings.External.Streams!, settings.External.Trading!);
        var missing = ImmutableArray.CreateBuilder<SettingsProblem>();
        var credentials = new BinanceCredentials(
            Secret(settings.Credentials.ApiKeyVariable, "api-key-variable", missing),
            Secret(settings.Credentials.SecretVariable, "secret-variable", missing));
        if (missing.Count > 0)
        {
            throw new BadInputException(missing.ToImmutable());
        }

        return new(
            new BinanceEndpoints(
                rest, Route(streams, "public"), Route(streams, "market"), Route(streams, "private"), trading)
            {
                MoreHosts = settings.External.MoreStreams,
            },
            credentials);
    }

    private static Uri Route(Uri streams, string route) => new($"{streams.AbsoluteUri.TrimEnd('/')}/{route}");

    private static string Secret(string variable, string key, ImmutableArray<SettingsProblem>.Builder missing)
    {
        var value = Environment.GetEnvironmentVariable(variable) ?? "";
        if (value.Length == 0)
        {
            missing.Add(new SettingsProblem(
                $"phoenix.venue.credentials.{key}",
                $"environment variable {variable} is empty",
                "expected the account's credential there",
                $"set {variable}, or name another variable"));
        }

        return value;
    }
}
